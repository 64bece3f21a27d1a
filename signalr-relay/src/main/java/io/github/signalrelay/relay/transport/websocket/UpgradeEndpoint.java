// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

/**
 * Decides about WebSockets at one path. Called on event loops; MUST NOT block.
 */
@FunctionalInterface
public interface UpgradeEndpoint {

	/**
	 * Judges a request whose WebSocket headers are in order.
	 * @param request the request
	 * @return the decision
	 */
	UpgradeAnswer answer(UpgradeRequest request);

	/**
	 * Tells of a request that is refused, also where its WebSocket headers are not in
	 * order and {@link #answer} was not asked.
	 * @param status HTTP status of the refusal
	 */
	default void refused(int status) {
	}

}
