// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of the members of a group. Sent by the app server. Type 40.
 *
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param groupName name of the group; group names are case-sensitive
 * @param ackId number that the {@link Ack} repeats, unique over the sending process and
 * never 0
 * @param max size of the page
 * @param continuationToken where the page starts, or {@code null} for the first
 */
public record GroupMemberQuery(@Nullable Long tracingId, String groupName, int ackId, int max,
		@Nullable String continuationToken) implements AckableMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 40;

	@Override
	public int type() {
		return TYPE;
	}

}
