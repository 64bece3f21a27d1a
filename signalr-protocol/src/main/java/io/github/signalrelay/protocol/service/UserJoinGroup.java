// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Adds a user, with present and later connections, to a group, without an answer. Sent by
 * the app server. Type 16.
 *
 * @param userId id of the user
 * @param groupName name of the group; group names are case-sensitive
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param ttl seconds for which later connections join; 0 for the present ones only,
 * {@code null} without end
 */
public record UserJoinGroup(String userId, String groupName, @Nullable Long tracingId,
		@Nullable Integer ttl) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 16;

	@Override
	public int type() {
		return TYPE;
	}

}
