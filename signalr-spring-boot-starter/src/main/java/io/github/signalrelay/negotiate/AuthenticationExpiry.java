// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Tells when the authentication of a client expires, for hubs that close their clients'
 * connections then (see
 * {@link io.github.signalrelay.hub.HubOptions#closeOnAuthenticationExpiration()}). Asked
 * once for each client, when it negotiates; must not block. Declare a bean to use it: by
 * itself the library knows the expiry of tokens that Spring Security has checked.
 */
@FunctionalInterface
public interface AuthenticationExpiry {

	/** Knows of no expiry. */
	AuthenticationExpiry NEVER = (context) -> null;

	/**
	 * When the authentication expires.
	 * @param context the negotiate request
	 * @return the time, in whole seconds, or {@code null} if it does not expire
	 */
	@Nullable Instant expiresAt(NegotiateContext context);

}
