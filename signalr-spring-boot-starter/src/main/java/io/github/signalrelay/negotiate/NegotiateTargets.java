// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the relay that a client is sent to.
 */
@FunctionalInterface
public interface NegotiateTargets {

	/**
	 * Relay for a client. Must not block.
	 * @param context the negotiate request
	 * @return the relay, or {@code null} when none is online
	 */
	@Nullable NegotiateTarget targetFor(NegotiateContext context);

}
