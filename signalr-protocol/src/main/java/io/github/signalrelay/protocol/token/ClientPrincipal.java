// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * The user of a client connection, as an app server sees it when the relay opens the
 * client (service protocol reference, 4.7 and 4.8).
 *
 * @param userId user id that the app server set when the client negotiated, or
 * {@code null}; it is not worked out again
 * @param authenticationType how the user was authenticated, or {@code null} for an
 * anonymous user
 * @param nameType type of the claim that holds the user's name
 * @param roleType type of the claims that hold the user's roles
 * @param claims the user's own claims, in order; none for an anonymous user
 */
public record ClientPrincipal(@Nullable String userId, @Nullable String authenticationType, String nameType,
		String roleType, List<Claim> claims) {

	/** Authentication type where the token names none. */
	public static final String DEFAULT_AUTHENTICATION_TYPE = "Bearer";

	public ClientPrincipal {
		claims = List.copyOf(claims);
	}

	/**
	 * Makes the user of the claims that opened a client.
	 * @param claims claims in order, service claims among them
	 * @return the user; anonymous when no claim is left for it
	 */
	public static ClientPrincipal of(List<Claim> claims) {
		List<Claim> own = UserClaims.fromToken(claims);
		String type = own.isEmpty() ? null
				: first(claims, ServiceClaims.AUTHENTICATION_TYPE, DEFAULT_AUTHENTICATION_TYPE);
		return new ClientPrincipal(firstOrNull(claims, ServiceClaims.USER_ID), type,
				first(claims, ServiceClaims.NAME_TYPE, ClaimNames.NAME),
				first(claims, ServiceClaims.ROLE_TYPE, ClaimNames.ROLE), own);
	}

	private static String first(List<Claim> claims, String type, String otherwise) {
		String value = firstOrNull(claims, type);
		return (value != null) ? value : otherwise;
	}

	private static @Nullable String firstOrNull(List<Claim> claims, String type) {
		for (Claim claim : claims) {
			if (claim.type().equals(type)) {
				return claim.value();
			}
		}
		return null;
	}

	/**
	 * Whether this is a known user.
	 * @return {@code false} for an anonymous one
	 */
	public boolean isAuthenticated() {
		return this.authenticationType != null;
	}

	/**
	 * Name of the user.
	 * @return the first claim of {@link #nameType}, or {@code null} without one
	 */
	public @Nullable String name() {
		return firstOrNull(this.claims, this.nameType);
	}

	/**
	 * Roles of the user.
	 * @return the claims of {@link #roleType} in order
	 */
	public List<String> roles() {
		return this.claims.stream().filter((claim) -> claim.type().equals(this.roleType)).map(Claim::value).toList();
	}

	/** Tells nothing about the user. */
	@Override
	public String toString() {
		return "ClientPrincipal[authenticationType=" + this.authenticationType + ", " + this.claims.size() + " claims]";
	}

}
