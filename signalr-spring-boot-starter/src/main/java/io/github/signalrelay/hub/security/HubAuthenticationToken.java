// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import java.io.Serial;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

import io.github.signalrelay.hub.HubPrincipal;

/**
 * Authentication of a hub's caller. Its principal is the {@link HubPrincipal}, its name
 * the principal's, its details the id of the connection.
 */
public final class HubAuthenticationToken extends AbstractAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient HubPrincipal principal;

	/**
	 * Creates an authentication that is authenticated.
	 * @param principal the user
	 * @param authorities what the user may do
	 */
	public HubAuthenticationToken(HubPrincipal principal, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.principal = principal;
		setAuthenticated(true);
	}

	/** The relay has checked the client's token, which stays with it. */
	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public HubPrincipal getPrincipal() {
		return this.principal;
	}

}
