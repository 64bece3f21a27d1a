// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.security.Principal;
import java.util.List;

import io.github.signalrelay.protocol.service.Claim;

/**
 * User of a client connection, made of the claims of its token.
 *
 * @param name value of the name claim, or the user id without one; may be empty
 * @param authenticationType how negotiate authenticated the user, {@code Bearer} unless
 * it told otherwise
 * @param roleClaimType type of the claims that name roles
 * @param claims all claims, in order
 */
public record HubPrincipal(String name, String authenticationType, String roleClaimType,
		List<Claim> claims) implements Principal {

	public HubPrincipal {
		claims = List.copyOf(claims);
	}

	@Override
	public String getName() {
		return this.name;
	}

	/**
	 * Values of all claims of a type.
	 * @param type type of the claims, compared exactly
	 * @return the values in order
	 */
	public List<String> values(String type) {
		return this.claims.stream().filter((claim) -> claim.type().equals(type)).map(Claim::value).toList();
	}

	/**
	 * Roles of the user.
	 * @return values of the claims of the role type
	 */
	public List<String> roles() {
		return values(this.roleClaimType);
	}

	/** Tells the name only: claims may be confidential. */
	@Override
	public String toString() {
		return "HubPrincipal[" + this.name + "]";
	}

}
