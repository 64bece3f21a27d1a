// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import java.util.List;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubPrincipal;

/**
 * Takes the roles of the caller as authorities, letter by letter: who had
 * {@code ROLE_ADMIN} or {@code SCOPE_read} at negotiate has it in hubs, too. Which claims
 * name roles, the client's token says ({@link HubPrincipal#roleClaimType()}).
 */
public final class RoleClaimsAuthenticationConverter implements HubAuthenticationConverter {

	private static final String ANONYMOUS = "anonymousUser";

	private static final List<GrantedAuthority> ANONYMOUS_AUTHORITIES = AuthorityUtils
		.createAuthorityList("ROLE_ANONYMOUS");

	@Override
	public Authentication convert(HubCaller caller) {
		if (caller.principal() instanceof HubPrincipal principal) {
			List<SimpleGrantedAuthority> authorities = principal.roles()
				.stream()
				.filter((role) -> !role.isBlank())
				.distinct()
				.map(SimpleGrantedAuthority::new)
				.toList();
			HubAuthenticationToken token = new HubAuthenticationToken(principal, authorities);
			token.setDetails(caller.connectionId());
			return token;
		}
		AnonymousAuthenticationToken token = new AnonymousAuthenticationToken(ANONYMOUS, ANONYMOUS,
				ANONYMOUS_AUTHORITIES);
		token.setDetails(caller.connectionId());
		return token;
	}

}
