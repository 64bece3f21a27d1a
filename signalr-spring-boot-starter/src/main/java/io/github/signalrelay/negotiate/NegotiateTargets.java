// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

/**
 * Chooses the relay that a client is sent to.
 */
@FunctionalInterface
public interface NegotiateTargets {

	/**
	 * Relay for a client. Must not block.
	 * @param context the negotiate request
	 * @return the relay, or an answer when none is online
	 */
	NegotiateTarget targetFor(NegotiateContext context);

}
