// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Asks whether a user is in a group. Sent by the app server. Type 21.
 *
 * @param userId id of the user
 * @param groupName name of the group; group names are case-sensitive
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record CheckUserInGroupWithAck(String userId, String groupName, int ackId,
		@Nullable Long tracingId) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 21;

	@Override
	public int type() {
		return TYPE;
	}

}
