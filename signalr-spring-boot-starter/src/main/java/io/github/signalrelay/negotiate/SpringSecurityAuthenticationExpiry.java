// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.util.ClassUtils;

/**
 * Expiry of the token that a client came with: the claim {@code exp} of a JWT, of an
 * introspected token or of an OpenID Connect user. Other authentications do not expire.
 */
public final class SpringSecurityAuthenticationExpiry implements AuthenticationExpiry {

	private static final boolean TOKENS_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.core.ClaimAccessor",
			SpringSecurityAuthenticationExpiry.class.getClassLoader());

	@Override
	public @Nullable Instant expiresAt(NegotiateContext context) {
		return (TOKENS_PRESENT && context.principal() instanceof Authentication authentication)
				? TokenExpiry.of(authentication) : null;
	}

	/** Apart, because the classes of tokens may be missing. */
	private static final class TokenExpiry {

		private static final String EXPIRES = "exp";

		static @Nullable Instant of(Authentication authentication) {
			if (authentication.getPrincipal() instanceof ClaimAccessor user) {
				return of(user);
			}
			return (authentication.getCredentials() instanceof ClaimAccessor token) ? of(token) : null;
		}

		private static @Nullable Instant of(ClaimAccessor token) {
			return token.hasClaim(EXPIRES) ? token.getClaimAsInstant(EXPIRES) : null;
		}

	}

}
