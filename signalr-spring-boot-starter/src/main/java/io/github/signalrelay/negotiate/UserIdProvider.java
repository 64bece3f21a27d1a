// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import org.jspecify.annotations.Nullable;

/**
 * Decides by which user id a client is known to hubs. Runs once for each client, when it
 * negotiates; must not block. Declare a bean to replace the default, the name of the
 * principal.
 */
@FunctionalInterface
public interface UserIdProvider {

	/**
	 * User id of a client.
	 * @param context the negotiate request
	 * @return the user id, or {@code null} for none
	 */
	@Nullable String userId(NegotiateContext context);

}
