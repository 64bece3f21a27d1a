// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserInGroupWithAck;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseGroupConnectionsWithAck;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.UserData;
import io.github.signalrelay.protocol.service.UserJoinGroup;
import io.github.signalrelay.protocol.service.UserJoinGroupWithAck;
import io.github.signalrelay.protocol.service.UserLeaveGroup;
import io.github.signalrelay.protocol.service.UserLeaveGroupWithAck;

/**
 * What decides which messages keep their order outside a client's flow: messages with the
 * same key share a service connection (service protocol reference, 6.6). The key never
 * goes over the wire.
 */
final class PartitionKey {

	private PartitionKey() {
	}

	/**
	 * Key of a message.
	 * @param message the message
	 * @return group name, user id, connection id or a constant for the type; {@code null}
	 * for a message whose order does not matter
	 */
	static @Nullable Object of(ServiceMessage message) {
		if (message instanceof JoinGroup join) {
			return join.groupName();
		}
		if (message instanceof JoinGroupWithAck join) {
			return join.groupName();
		}
		if (message instanceof LeaveGroup leave) {
			return leave.groupName();
		}
		if (message instanceof LeaveGroupWithAck leave) {
			return leave.groupName();
		}
		if (message instanceof GroupBroadcastData data) {
			return data.groupName();
		}
		if (message instanceof UserData data) {
			return data.userId();
		}
		if (message instanceof ConnectionData data) {
			return data.connectionId();
		}
		if (message instanceof ClientInvocation invocation) {
			return invocation.connectionId();
		}
		return ofOther(message);
	}

	private static @Nullable Object ofOther(ServiceMessage message) {
		if (message instanceof UserJoinGroup join) {
			return join.groupName();
		}
		if (message instanceof UserJoinGroupWithAck join) {
			return join.groupName();
		}
		if (message instanceof UserLeaveGroup leave) {
			return leave.groupName();
		}
		if (message instanceof UserLeaveGroupWithAck leave) {
			return leave.groupName();
		}
		if (message instanceof CheckUserInGroupWithAck check) {
			return check.groupName();
		}
		if (message instanceof CheckGroupExistenceWithAck check) {
			return check.groupName();
		}
		if (message instanceof CheckUserExistenceWithAck check) {
			return check.userId();
		}
		if (message instanceof CloseGroupConnectionsWithAck close) {
			return close.groupName();
		}
		boolean oneForTheType = message instanceof BroadcastData || message instanceof MultiConnectionData
				|| message instanceof MultiUserData || message instanceof MultiGroupBroadcastData;
		return oneForTheType ? message.getClass() : null;
	}

}
