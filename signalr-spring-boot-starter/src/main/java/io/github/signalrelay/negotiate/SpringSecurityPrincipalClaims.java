// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.ClaimAccessor;
import org.springframework.security.core.GrantedAuthority;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Claims of Spring Security's principals: those of a JWT or of an OpenID Connect user as
 * they are, then the name unless one of them is it, then the authorities as roles. An
 * authentication that is not authenticated has no claims.
 */
public final class SpringSecurityPrincipalClaims implements PrincipalClaims {

	@Override
	public UserClaims claimsOf(Principal principal) {
		if (!(principal instanceof Authentication authentication)) {
			return NAME_ONLY.claimsOf(principal);
		}
		if (!authentication.isAuthenticated()) {
			return UserClaims.NONE;
		}
		List<Claim> claims = new ArrayList<>();
		ClaimAccessor token = tokenOf(authentication);
		if (token != null) {
			token.getClaims().forEach((type, value) -> add(claims, type, value));
		}
		if (claims.stream().noneMatch((claim) -> claim.type().equals(NAME))) {
			claims.add(new Claim(NAME, authentication.getName()));
		}
		for (GrantedAuthority authority : authentication.getAuthorities()) {
			add(claims, ROLE, authority.getAuthority());
		}
		return new UserClaims(claims, authentication.getClass().getSimpleName());
	}

	private static @Nullable ClaimAccessor tokenOf(Authentication authentication) {
		if (authentication.getPrincipal() instanceof ClaimAccessor user) {
			return user;
		}
		return (authentication.getCredentials() instanceof ClaimAccessor token) ? token : null;
	}

	private static void add(List<Claim> claims, String type, @Nullable Object value) {
		if (value instanceof Collection<?> several) {
			several.forEach((element) -> add(claims, type, element));
		}
		else if (value instanceof Map<?, ?>) {
			return; // an object has no meaning as a claim of one text
		}
		else if (value instanceof java.time.Instant instant) {
			claims.add(new Claim(type, Long.toString(instant.getEpochSecond())));
		}
		else if (value != null) {
			claims.add(new Claim(type, value.toString()));
		}
	}

}
