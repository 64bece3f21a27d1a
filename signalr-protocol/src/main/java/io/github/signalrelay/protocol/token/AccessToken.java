// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * A token that was found valid.
 *
 * @param claims what it says, one entry per value, in order, under the names of the
 * token; the registered ones such as {@code exp} and {@code aud} among them
 * @param expiresAt when its time is over, or {@code null} when it has no end
 */
public record AccessToken(List<Claim> claims, @Nullable Instant expiresAt) {

	public AccessToken {
		claims = List.copyOf(claims);
	}

	/**
	 * First value of a claim.
	 * @param type type of the claim, as it stands here
	 * @return the value, or {@code null} without such a claim
	 */
	public @Nullable String first(String type) {
		for (Claim claim : this.claims) {
			if (claim.type().equals(type)) {
				return claim.value();
			}
		}
		return null;
	}

	/**
	 * Whom a client token speaks for: the user id that the app server set, else the name
	 * identifier, else the subject (service protocol reference, 4.6).
	 * @return the user id, or {@code null} for an anonymous client
	 */
	public @Nullable String userId() {
		String userId = first(ServiceClaims.USER_ID);
		userId = (userId != null) ? userId : first("nameid");
		userId = (userId != null) ? userId : first(ClaimNames.NAME_IDENTIFIER);
		return (userId != null) ? userId : first("sub");
	}

	/**
	 * The claims as app servers look them up: short names turned into the long ones of
	 * {@link ClaimNames}. Service claims keep theirs.
	 * @return the same claims in the same order
	 */
	public List<Claim> longNamedClaims() {
		return this.claims.stream()
			.map((claim) -> new Claim(ClaimNames.longName(claim.type()), claim.value()))
			.toList();
	}

	/** Tells nothing about the user. */
	@Override
	public String toString() {
		return "AccessToken[" + this.claims.size() + " claims, expiresAt=" + this.expiresAt + "]";
	}

}
