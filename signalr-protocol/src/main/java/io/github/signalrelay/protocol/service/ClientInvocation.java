// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Asks one client for a result. Sent by both sides. Type 34.
 *
 * @param invocationId id of the invocation, also the one inside the hub message
 * @param connectionId id of the client connection
 * @param callerServerId id of the app server that waits for the result
 * @param payloads complete, framed hub message for each hub protocol that the hub
 * supports, by protocol name
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record ClientInvocation(String invocationId, String connectionId, String callerServerId, Payloads payloads,
		@Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 34;

	@Override
	public int type() {
		return TYPE;
	}

}
