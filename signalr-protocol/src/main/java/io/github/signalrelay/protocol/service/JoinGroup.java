// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Adds a client connection to a group, without an answer. Sent by the app server. Type
 * 11.
 *
 * @param connectionId id of the client connection
 * @param groupName name of the group; group names are case-sensitive
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record JoinGroup(String connectionId, String groupName, @Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 11;

	@Override
	public int type() {
		return TYPE;
	}

}
