// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Adds a client connection to a group. Sent by the app server. Type 18.
 *
 * @param connectionId id of the client connection
 * @param groupName name of the group; group names are case-sensitive
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record JoinGroupWithAck(String connectionId, String groupName, int ackId,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 18;

	@Override
	public int type() {
		return TYPE;
	}

}
