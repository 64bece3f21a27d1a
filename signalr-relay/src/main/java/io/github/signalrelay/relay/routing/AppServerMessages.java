// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.AccessKeyRequest;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserInGroupWithAck;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.CloseConnectionWithAck;
import io.github.signalrelay.protocol.service.CloseConnectionsWithAck;
import io.github.signalrelay.protocol.service.CloseGroupConnectionsWithAck;
import io.github.signalrelay.protocol.service.CloseUserConnectionsWithAck;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.GroupMemberQuery;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.MulticastMessage;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.service.UserJoinGroup;
import io.github.signalrelay.protocol.service.UserJoinGroupWithAck;
import io.github.signalrelay.protocol.service.UserLeaveGroup;
import io.github.signalrelay.protocol.service.UserLeaveGroupWithAck;
import io.github.signalrelay.relay.identity.KeyExchange;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Everything that an app server may send behind its handshake, apart from pings: finds
 * who does it. Safe on any thread; messages of one thread take effect in their order.
 */
final class AppServerMessages {

	private static final Logger logger = LoggerFactory.getLogger(AppServerMessages.class);

	private final RelayHub hub;

	private final MulticastRouter multicasts;

	private final GroupCommands groups;

	private final CloseCommands closes;

	private final GroupMemberPages pages;

	private final ClientResults results;

	private final ClientSide clients;

	AppServerMessages(RelayHub hub, ClientSide clients, ClientResults results) {
		this.hub = hub;
		this.multicasts = new MulticastRouter(hub);
		this.groups = new GroupCommands(hub);
		this.closes = new CloseCommands(hub);
		this.pages = new GroupMemberPages(hub);
		this.results = results;
		this.clients = clients;
	}

	void handle(ServerConnection from, ServiceMessage message) {
		if (message instanceof ConnectionData data) {
			data(from, data);
		}
		else if (message instanceof MulticastMessage multicast) {
			this.multicasts.route(multicast);
		}
		else if (message instanceof AckableMessage ackable) {
			ackable(from, ackable);
		}
		else {
			other(from, message);
		}
	}

	/** Data behind the end of a client is dropped: last words (4.11). */
	private void data(ServerConnection from, ConnectionData data) {
		RoutedClient client = this.hub.client(data.connectionId());
		if (client == null) {
			this.hub.node().serverMetrics().dropped();
			return;
		}
		client.shard.post(new LoopTask() {

			@Override
			public void run() {
				if (client.isPresent() && client.takes(from, data.dataMessageType())) {
					client.receive(data.payload(), data.dataMessageType());
					AppServerMessages.this.hub.metrics().deliveries.increment();
				}
			}

			@Override
			public int weight() {
				return 128 + data.payload().length();
			}

		});
	}

	private void ackable(ServerConnection from, AckableMessage message) {
		int ackId = message.ackId();
		if (message instanceof JoinGroupWithAck join) {
			this.groups.join(from, join.connectionId(), join.groupName(), ackId);
		}
		else if (message instanceof LeaveGroupWithAck leave) {
			this.groups.leave(from, leave.connectionId(), leave.groupName(), ackId);
		}
		else if (message instanceof UserJoinGroupWithAck join) {
			this.groups.joinUser(from, join.userId(), join.groupName(), join.ttl(), ackId);
		}
		else if (message instanceof UserLeaveGroupWithAck leave) {
			this.groups.leaveUser(from, leave.userId(), leave.groupName(), ackId);
		}
		else if (message instanceof GroupMemberQuery query) {
			this.pages.answer(from, query);
		}
		else {
			checkOrClose(from, message, ackId);
		}
	}

	private void checkOrClose(ServerConnection from, AckableMessage message, int ackId) {
		if (message instanceof CheckUserInGroupWithAck check) {
			this.groups.checkUser(from, check.userId(), check.groupName(), ackId);
		}
		else if (message instanceof CheckGroupExistenceWithAck check) {
			this.hub.onShards(this.hub.groupRoutes().shards(check.groupName()), from, ackId, false,
					(shard) -> shard.groups().find(check.groupName()) != null);
		}
		else if (message instanceof CheckUserExistenceWithAck check) {
			this.hub.onShards(this.hub.userRoutes().shards(check.userId()), from, ackId, false,
					(shard) -> shard.users().find(check.userId()) != null);
		}
		else if (message instanceof CheckConnectionExistenceWithAck check) {
			boolean exists = this.hub.client(check.connectionId()) != null;
			PendingAck.send(from, ackId, exists ? AckStatus.OK : AckStatus.NOT_FOUND, "");
		}
		else if (message instanceof CloseConnectionWithAck close) {
			this.closes.closeOne(from, close.connectionId(), close.reason(), ackId);
		}
		else if (message instanceof CloseConnectionsWithAck close) {
			this.closes.closeAll(from, close.reason(), ackId, close.excludedList());
		}
		else if (message instanceof CloseUserConnectionsWithAck close) {
			this.closes.closeUser(from, close.userId(), close.reason(), ackId, close.excludedList());
		}
		else if (message instanceof CloseGroupConnectionsWithAck close) {
			this.closes.closeGroup(from, close.groupName(), close.reason(), ackId, close.excludedList());
		}
	}

	private void other(ServerConnection from, ServiceMessage message) {
		if (message instanceof JoinGroup join) {
			this.groups.join(from, join.connectionId(), join.groupName(), PendingAck.NO_ACK);
		}
		else if (message instanceof LeaveGroup leave) {
			this.groups.leave(from, leave.connectionId(), leave.groupName(), PendingAck.NO_ACK);
		}
		else if (message instanceof UserJoinGroup join) {
			this.groups.joinUser(from, join.userId(), join.groupName(), join.ttl(), PendingAck.NO_ACK);
		}
		else if (message instanceof UserLeaveGroup leave) {
			this.groups.leaveUser(from, leave.userId(), leave.groupName(), PendingAck.NO_ACK);
		}
		else if (message instanceof CloseConnection close) {
			this.closes.close(from, close);
		}
		else if (message instanceof ClientInvocation question) {
			this.results.ask(from, question);
		}
		else if (message instanceof ClientCompletion completion) {
			this.results.completed(from, completion);
		}
		else if (message instanceof ErrorCompletion failure) {
			this.results.failed(from, failure);
		}
		else if (message instanceof StoreClaims claims) {
			this.hub.storedClaims().store(claims);
		}
		else if (message instanceof AccessKeyRequest request) {
			giveKey(from, request);
		}
		else if (isPauseAck(message) && message instanceof ConnectionFlowControl control) {
			this.clients.pauseAcknowledged(from, control.connectionId());
		}
		else {
			invalid(from, message);
		}
	}

	/** Keys are given to whoever an identity provider vouches for. */
	private void giveKey(ServerConnection from, AccessKeyRequest request) {
		KeyExchange keys = this.hub.node().keys();
		if (keys != null && keys.isOpen()) {
			keys.answer(request).thenAccept(from::write);
		}
		else {
			refuseKey(from, request);
		}
	}

	private static void refuseKey(ServerConnection from, AccessKeyRequest request) {
		from.write(new AccessKeyResponse(request.kid(), null, "NotSupported",
				"This relay has no identity provider: use an access key in the connection string."));
	}

	private static boolean isPauseAck(ServiceMessage message) {
		return message instanceof ConnectionFlowControl control && control.connectionType() == FlowControlTarget.CLIENT
				&& control.operation() == FlowControlOperation.PAUSE_ACK;
	}

	private void invalid(ServerConnection from, ServiceMessage message) {
		this.hub.node().serverMetrics().invalid();
		logger.warn("{} sent a message of type {}, which only the service sends", from, message.type());
	}

}
