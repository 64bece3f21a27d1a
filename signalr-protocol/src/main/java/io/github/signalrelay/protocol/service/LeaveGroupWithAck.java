// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Takes a client connection out of a group, or of all groups. Sent by the app server.
 * Type 19.
 *
 * @param connectionId id of the client connection
 * @param groupName name of the group, or {@code null} for all groups
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record LeaveGroupWithAck(String connectionId, @Nullable String groupName, int ackId,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 19;

	@Override
	public int type() {
		return TYPE;
	}

}
