// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.util.ClassUtils;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Claims of Spring Security's principals: the name, then those of a JWT or of an OpenID
 * Connect user as they are, then the authorities as roles. These have a claim type of
 * their own: what a foreign token calls a role is not thereby an authority of the
 * application. An anonymous authentication has no claims.
 */
public final class SpringSecurityPrincipalClaims implements PrincipalClaims {

	private static final boolean TOKENS_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.core.ClaimAccessor",
			SpringSecurityPrincipalClaims.class.getClassLoader());

	/** Claim type of authorities. */
	public static final String AUTHORITY = "urn:spring-security:authority";

	@Override
	public UserClaims claimsOf(Principal principal) {
		if (!(principal instanceof Authentication authentication)) {
			return NAME_ONLY.claimsOf(principal);
		}
		if (!authentication.isAuthenticated() || authentication instanceof AnonymousAuthenticationToken) {
			return UserClaims.NONE;
		}
		List<Claim> claims = new ArrayList<>();
		claims.add(new Claim(NAME, authentication.getName())); // the first of its type is
																// the name
		boolean bearer = TOKENS_PRESENT && TokenClaims.addTo(claims, authentication);
		for (GrantedAuthority authority : authentication.getAuthorities()) {
			add(claims, AUTHORITY, authority.getAuthority());
		}
		return new UserClaims(claims, bearer ? "Bearer" : authentication.getClass().getSimpleName(), AUTHORITY);
	}

	private static void add(List<Claim> claims, String type, @Nullable Object value) {
		if (value instanceof Collection<?> several) {
			several.forEach((element) -> add(claims, type, element));
		}
		else if (value instanceof Map<?, ?>) {
			return; // an object has no meaning as a claim of one text
		}
		else if (value instanceof Instant instant) {
			claims.add(new Claim(type, Long.toString(instant.getEpochSecond())));
		}
		else if (value != null) {
			claims.add(new Claim(type, value.toString()));
		}
	}

	/** Apart, because the classes of tokens may be missing. */
	private static final class TokenClaims {

		static boolean addTo(List<Claim> claims, Authentication authentication) {
			ClaimAccessor token = tokenOf(authentication);
			if (token != null) {
				token.getClaims().forEach((type, value) -> {
					if (!type.equals(AUTHORITY)) { // only the application gives
													// authorities
						add(claims, type, value);
					}
				});
			}
			return token != null;
		}

		private static @Nullable ClaimAccessor tokenOf(Authentication authentication) {
			if (authentication.getPrincipal() instanceof ClaimAccessor user) {
				return user;
			}
			return (authentication.getCredentials() instanceof ClaimAccessor token) ? token : null;
		}

	}

}
