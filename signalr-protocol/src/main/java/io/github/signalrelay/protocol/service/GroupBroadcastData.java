// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends a hub message to the members of a group. Sent by the app server. Type 13.
 *
 * @param groupName name of the group; group names are case-sensitive
 * @param excludedList ids of the client connections that are left out
 * @param payloads complete, framed hub message for each hub protocol that the hub
 * supports, by protocol name
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param filter subscriber filter expression; carried, never evaluated, or {@code null}
 * @param excludedUserList users all of whose connections are left out
 * @param callerUserId user on whose behalf the message is sent; carried, without effect
 */
public record GroupBroadcastData(String groupName, List<String> excludedList, Payloads payloads,
		@Nullable Long tracingId, @Nullable String filter, List<String> excludedUserList,
		@Nullable String callerUserId) implements MulticastMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 13;

	public GroupBroadcastData {
		excludedList = List.copyOf(excludedList);
		excludedUserList = List.copyOf(excludedUserList);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
