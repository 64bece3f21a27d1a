// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Joins and leaves, of connections and of users (service protocol reference, 3.5). An ack
 * is sent when the change has been made on every loop concerned. Safe on any thread.
 */
final class GroupCommands {

	private final RelayHub hub;

	GroupCommands(RelayHub hub) {
		this.hub = hub;
	}

	void join(ServerConnection from, String connectionId, String group, int ackId) {
		RoutedClient client = find(from, connectionId, ackId);
		if (client == null || isRefused(from, group, ackId)) {
			return;
		}
		// Before the task is queued, so that no later send skips the shard: see
		// ShardRoutes
		this.hub.groupRoutes().raise(group, client.shard.number());
		client.shard.post(new LoopTask() {

			@Override
			public void run() {
				JoinOutcome outcome;
				try {
					outcome = client.shard.join(client, group);
				}
				finally {
					GroupCommands.this.hub.groupRoutes().lower(group, client.shard.number());
				}
				answer(from, ackId, outcome);
			}

			@Override
			public void dropped() {
				GroupCommands.this.hub.groupRoutes().lower(group, client.shard.number());
				answer(from, ackId, JoinOutcome.GONE);
			}

		});
	}

	private void answer(ServerConnection from, int ackId, JoinOutcome outcome) {
		switch (outcome) {
			case JOINED, ALREADY_IN -> PendingAck.send(from, ackId, AckStatus.OK, "");
			case GONE -> PendingAck.send(from, ackId, AckStatus.NOT_FOUND, "");
			case TOO_MANY -> PendingAck.send(from, ackId, AckStatus.FORBIDDEN, tooMany());
		}
	}

	private String tooMany() {
		return "A connection or user cannot be in more than " + this.hub.settings().groupsPerConnection() + " groups.";
	}

	void leave(ServerConnection from, String connectionId, @Nullable String group, int ackId) {
		RoutedClient client = find(from, connectionId, ackId);
		if (client != null) {
			this.hub.onShards(new int[] { client.shard.number() }, from, ackId, false, (shard) -> {
				boolean present = client.isPresent();
				leave(shard, client, group);
				return present;
			});
		}
	}

	private static void leave(HubShard shard, RoutedClient client, @Nullable String group) {
		if (group != null) {
			shard.leaveGroup(client, group);
		}
		else {
			shard.leaveAllGroups(client);
		}
	}

	private @Nullable RoutedClient find(ServerConnection from, String connectionId, int ackId) {
		RoutedClient client = this.hub.client(connectionId);
		if (client == null) {
			this.hub.node().serverMetrics().dropped();
			PendingAck.send(from, ackId, AckStatus.NOT_FOUND, "");
		}
		return client;
	}

	/**
	 * Puts a user's present connections into a group, and the later ones as long as the
	 * time to live says. The stored part is true before the ack in either case.
	 */
	void joinUser(ServerConnection from, String user, String group, @Nullable Integer seconds, int ackId) {
		if (isRefused(from, group, ackId)) {
			return;
		}
		if (seconds != null && seconds < 0) {
			this.hub.node().serverMetrics().invalid();
			PendingAck.send(from, ackId, AckStatus.INTERNAL_SERVER_ERROR, "ttl: " + seconds + " (expected: >= 0)");
			return;
		}
		boolean later = seconds == null || seconds > 0;
		if (later && !this.hub.userGroups().put(user, group, seconds)) {
			this.hub.metrics().refusedJoins.increment();
			PendingAck.send(from, ackId, AckStatus.FORBIDDEN, tooMany());
			return;
		}
		int[] shards = this.hub.userRoutes().shards(user);
		for (int shard : shards) {
			this.hub.groupRoutes().raise(group, shard);
		}
		PendingAck ack = new PendingAck(from, ackId, shards.length, true);
		this.hub.onShards(shards, ack, (shard) -> joinAll(shard, user, group, ack));
	}

	private boolean joinAll(HubShard shard, String user, String group, PendingAck ack) {
		try {
			forEach(shard.users().find(user), (client) -> {
				if (shard.join(client, group) == JoinOutcome.TOO_MANY) {
					ack.refuse(tooMany());
				}
			});
			return true;
		}
		finally {
			this.hub.groupRoutes().lower(group, shard.number());
		}
	}

	/** Takes a user out of a group with present and later connections. */
	void leaveUser(ServerConnection from, String user, @Nullable String group, int ackId) {
		if (group != null) {
			this.hub.userGroups().remove(user, group);
		}
		else {
			this.hub.userGroups().removeAll(user);
		}
		this.hub.onShards(this.hub.userRoutes().shards(user), from, ackId, true, (shard) -> {
			forEach(shard.users().find(user), (client) -> leave(shard, client, group));
			return true;
		});
	}

	/** Whether a user was put into a group, or has a connection in it. */
	void checkUser(ServerConnection from, String user, String group, int ackId) {
		boolean stored = this.hub.userGroups().contains(user, group);
		this.hub.onShards(this.hub.userRoutes().shards(user), from, ackId, stored,
				(shard) -> any(shard.users().find(user),
						(client) -> client.groupCount() > 0 && client.groups().contains(group)));
	}

	private boolean isRefused(ServerConnection from, String group, int ackId) {
		int limit = this.hub.settings().groupNameLength();
		if (!group.isEmpty() && group.length() <= limit) {
			return false;
		}
		this.hub.metrics().refusedJoins.increment();
		PendingAck.send(from, ackId, AckStatus.FORBIDDEN,
				"length of the group name: " + group.length() + " (expected: 1 to " + limit + ")");
		return true;
	}

	private static void forEach(@Nullable MemberSet<RoutedClient> members, Consumer<RoutedClient> action) {
		for (int position = (members != null) ? members.size() - 1 : -1; members != null && position >= 0; position--) {
			action.accept(members.get(position));
		}
	}

	private static boolean any(@Nullable MemberSet<RoutedClient> members, Predicate<RoutedClient> condition) {
		for (int position = (members != null) ? members.size() - 1 : -1; members != null && position >= 0; position--) {
			if (condition.test(members.get(position))) {
				return true;
			}
		}
		return false;
	}

}
