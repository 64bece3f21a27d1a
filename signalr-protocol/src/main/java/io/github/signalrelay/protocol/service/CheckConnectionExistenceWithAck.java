// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Asks whether a client connection exists. Sent by the app server. Type 24.
 *
 * @param connectionId id of the client connection
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record CheckConnectionExistenceWithAck(String connectionId, int ackId,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 24;

	@Override
	public int type() {
		return TYPE;
	}

}
