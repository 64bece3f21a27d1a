// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * A {@link ClientInvocation} that failed before the client answered. Sent by both sides.
 * Type 36.
 *
 * @param invocationId id of the invocation, also the one inside the hub message
 * @param connectionId id of the client connection
 * @param callerServerId id of the app server that waits for the result
 * @param error text for the waiting hub code
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record ErrorCompletion(String invocationId, String connectionId, String callerServerId, String error,
		@Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 36;

	@Override
	public int type() {
		return TYPE;
	}

}
