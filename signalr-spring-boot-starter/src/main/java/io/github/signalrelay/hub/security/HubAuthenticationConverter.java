// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.security;

import org.springframework.security.core.Authentication;

import io.github.signalrelay.hub.HubCaller;

/**
 * Decides who calls hub methods in the eyes of Spring Security. Runs before each call of
 * a hub method or callback, on the calling thread; must not block. Declare a bean to
 * replace the default, {@link RoleClaimsAuthenticationConverter}.
 */
@FunctionalInterface
public interface HubAuthenticationConverter {

	/**
	 * The authentication of a caller.
	 * @param caller the client
	 * @return the authentication, an
	 * {@link org.springframework.security.authentication.AnonymousAuthenticationToken}
	 * for an unknown user
	 */
	Authentication convert(HubCaller caller);

}
