// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.claims.StoredClaims;
import io.github.signalrelay.relay.index.ShardCounts;
import io.github.signalrelay.relay.index.ShardRoutes;
import io.github.signalrelay.relay.invocation.PendingInvocations;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * One hub on this node: its clients in shards, one for each event loop, the routes that
 * say which shards have whom, and its server connections. Safe for use by many threads,
 * apart from the inside of the shards.
 * <p>
 * The routes are the one place that is asked who has a group, a user or a connection.
 */
final class RelayHub {

	private final HubScope scope;

	private final RelayNode node;

	private final ConcurrentMap<EventLoop, HubShard> shardsByLoop = new ConcurrentHashMap<>();

	/** By number; replaced under this object's monitor. */
	private volatile HubShard[] shards = {};

	private final ConcurrentMap<String, RoutedClient> directory = new ConcurrentHashMap<>();

	private final ShardCounts everyone = new ShardCounts();

	private final ShardRoutes<String> groupRoutes = new ShardRoutes<>();

	private final ShardRoutes<String> userRoutes = new ShardRoutes<>();

	private final ShardRoutes<ServerConnection> serverRoutes = new ShardRoutes<>();

	private final ServerPool servers = new ServerPool();

	private final UserGroups userGroups;

	private final StoredClaims storedClaims;

	private final PendingInvocations invocations = new PendingInvocations();

	RelayHub(HubScope scope, RelayNode node) {
		this.scope = scope;
		this.node = node;
		this.userGroups = new UserGroups(node.clock(), node.settings().groupsPerConnection());
		this.storedClaims = new StoredClaims(node.claimsBudget(), node.nanoTime());
	}

	HubScope scope() {
		return this.scope;
	}

	RelayNode node() {
		return this.node;
	}

	RoutingSettings settings() {
		return this.node.settings();
	}

	RoutingMetrics metrics() {
		return this.node.metrics();
	}

	ConcurrentMap<String, RoutedClient> directory() {
		return this.directory;
	}

	/** A client of this node by its id. */
	@Nullable RoutedClient client(String connectionId) {
		return this.directory.get(connectionId);
	}

	ShardCounts everyone() {
		return this.everyone;
	}

	ShardRoutes<String> groupRoutes() {
		return this.groupRoutes;
	}

	ShardRoutes<String> userRoutes() {
		return this.userRoutes;
	}

	ShardRoutes<ServerConnection> serverRoutes() {
		return this.serverRoutes;
	}

	ServerPool servers() {
		return this.servers;
	}

	UserGroups userGroups() {
		return this.userGroups;
	}

	/** Claims that do not fit into the tokens of the hub's clients. */
	StoredClaims storedClaims() {
		return this.storedClaims;
	}

	PendingInvocations invocations() {
		return this.invocations;
	}

	/** The shard with this number, which a route gave. */
	HubShard shard(int number) {
		return this.shards[number];
	}

	/** The shard of a loop, new with the first client of the loop. */
	HubShard shard(EventLoop loop) {
		HubShard shard = this.shardsByLoop.get(loop);
		return (shard != null) ? shard : addShard(loop);
	}

	private synchronized HubShard addShard(EventLoop loop) {
		return this.shardsByLoop.computeIfAbsent(loop, (absent) -> {
			HubShard[] before = this.shards;
			HubShard shard = new HubShard(this, before.length, this.node.inbox(loop));
			HubShard[] after = Arrays.copyOf(before, before.length + 1);
			after[before.length] = shard;
			this.shards = after;
			return shard;
		});
	}

	/**
	 * Does something on each of some shards, and then answers.
	 * @param numbers the shards, from a route
	 * @param from server connection that asked
	 * @param ackId number of the question
	 * @param found whether the answer is yes whatever the shards say
	 * @param work what to do on the loop of each shard; says whether it found anything
	 */
	void onShards(int[] numbers, ServerConnection from, int ackId, boolean found, Predicate<HubShard> work) {
		onShards(numbers, new PendingAck(from, ackId, numbers.length, found), work);
	}

	/** As above, for an answer with as many parts as there are shards. */
	void onShards(int[] numbers, PendingAck ack, Predicate<HubShard> work) {
		for (int number : numbers) {
			onShard(shard(number), ack, work);
		}
	}

	private static void onShard(HubShard shard, PendingAck ack, Predicate<HubShard> work) {
		shard.post(new LoopTask() {

			@Override
			public void run() {
				boolean partFound = false;
				try {
					partFound = work.test(shard);
				}
				finally {
					ack.part(partFound);
				}
			}

			@Override
			public void dropped() {
				ack.part(false);
			}

		});
	}

}
