// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Closes one client connection. Obsolete in the SDK, still accepted. Sent by the app
 * server. Type 30.
 *
 * @param connectionId id of the client connection
 * @param reason text for the close message of the client, or {@code null}
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record CloseConnectionWithAck(String connectionId, @Nullable String reason, int ackId,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 30;

	@Override
	public int type() {
		return TYPE;
	}

}
