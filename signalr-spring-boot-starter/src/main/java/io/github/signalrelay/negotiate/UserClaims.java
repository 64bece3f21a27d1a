// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * What a principal tells about its user.
 *
 * @param claims claims in order; types may repeat
 * @param authenticationType how the user was authenticated, or {@code null} when that is
 * not known
 * @param nameType type of the claim that is the user's name, or {@code null} for that of
 * .NET
 * @param roleType type of the claims that name roles, or {@code null} for that of .NET
 */
public record UserClaims(List<Claim> claims, @Nullable String authenticationType, @Nullable String nameType,
		@Nullable String roleType) {

	/** An anonymous user. */
	public static final UserClaims NONE = new UserClaims(List.of(), null, null, null);

	public UserClaims {
		claims = List.copyOf(claims);
	}

	/**
	 * Claims whose roles, if any, are of .NET's type.
	 * @param claims claims in order; types may repeat
	 * @param authenticationType how the user was authenticated, or {@code null}
	 */
	public UserClaims(List<Claim> claims, @Nullable String authenticationType) {
		this(claims, authenticationType, null, null);
	}

	/**
	 * Claims whose name is of .NET's type.
	 * @param claims claims in order; types may repeat
	 * @param authenticationType how the user was authenticated, or {@code null}
	 * @param roleType type of the claims that name roles, or {@code null} for that of
	 * .NET
	 */
	public UserClaims(List<Claim> claims, @Nullable String authenticationType, @Nullable String roleType) {
		this(claims, authenticationType, null, roleType);
	}

	/** Tells the number only: claims may be confidential. */
	@Override
	public String toString() {
		return "UserClaims[" + this.claims.size() + " claims]";
	}

}
