// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Closes all client connections of the hub. Obsolete in the SDK, still accepted. Sent by
 * the app server. Type 31.
 *
 * @param reason text for the close message of the client, or {@code null}
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param excludedList ids of the client connections that are left out
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record CloseConnectionsWithAck(@Nullable String reason, int ackId, List<String> excludedList,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 31;

	public CloseConnectionsWithAck {
		excludedList = List.copyOf(excludedList);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
