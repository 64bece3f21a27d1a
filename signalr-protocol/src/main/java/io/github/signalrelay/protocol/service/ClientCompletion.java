// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Result that a client gave to a {@link ClientInvocation}. Sent by both sides. Type 35.
 *
 * @param invocationId id of the invocation, also the one inside the hub message
 * @param connectionId id of the client connection
 * @param callerServerId id of the app server that waits for the result
 * @param protocol hub protocol of the payload
 * @param payload completion in that protocol; empty when it only ends the bookkeeping
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record ClientCompletion(String invocationId, String connectionId, String callerServerId, String protocol,
		Payload payload, @Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 35;

	@Override
	public int type() {
		return TYPE;
	}

}
