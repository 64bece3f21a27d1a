// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.List;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Decides which claims hubs see of a client, in place of those of its principal. Runs
 * once for each client, when it negotiates; must not block. Declare a bean to use it.
 */
@FunctionalInterface
public interface ClaimsProvider {

	/**
	 * Claims of a client.
	 * @param context the negotiate request
	 * @return the claims in order; types may repeat
	 */
	List<Claim> claims(NegotiateContext context);

}
