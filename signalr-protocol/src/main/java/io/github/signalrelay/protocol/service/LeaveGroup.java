// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Takes a client connection out of a group, or of all groups, without an answer. Sent by
 * the app server. Type 12.
 *
 * @param connectionId id of the client connection
 * @param groupName name of the group, or {@code null} for all groups
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record LeaveGroup(String connectionId, @Nullable String groupName,
		@Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 12;

	@Override
	public int type() {
		return TYPE;
	}

}
