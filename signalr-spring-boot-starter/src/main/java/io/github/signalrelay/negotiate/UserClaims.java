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
 */
public record UserClaims(List<Claim> claims, @Nullable String authenticationType) {

	/** An anonymous user. */
	public static final UserClaims NONE = new UserClaims(List.of(), null);

	public UserClaims {
		claims = List.copyOf(claims);
	}

	/** Tells the number only: claims may be confidential. */
	@Override
	public String toString() {
		return "UserClaims[" + this.claims.size() + " claims]";
	}

}
