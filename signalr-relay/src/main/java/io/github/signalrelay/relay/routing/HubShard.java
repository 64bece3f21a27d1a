// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.index.ShardIndex;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * The clients of one hub on one event loop, with their groups and users. Everything but
 * {@link #post} is owned by the loop.
 */
final class HubShard {

	private final RelayHub hub;

	private final int number;

	private final LoopInbox inbox;

	private final MemberSet<RoutedClient> everyone = new MemberSet<>();

	private final ShardIndex<String, RoutedClient> groups = new ShardIndex<>();

	private final ShardIndex<String, RoutedClient> users = new ShardIndex<>();

	private final ShardIndex<ServerConnection, RoutedClient> served = new ShardIndex<>();

	/** Clients that are not read because their server connection takes no more. */
	private final Map<ServerConnection, Set<RoutedClient>> paused = new HashMap<>();

	private final Set<RoutedClient> moving = new HashSet<>();

	private final MulticastWriter writer = new MulticastWriter();

	HubShard(RelayHub hub, int number, LoopInbox inbox) {
		this.hub = hub;
		this.number = number;
		this.inbox = inbox;
	}

	int number() {
		return this.number;
	}

	/** Queues work for the loop; safe on any thread. */
	void post(LoopTask task) {
		this.inbox.post(task);
	}

	MemberSet<RoutedClient> everyone() {
		return this.everyone;
	}

	ShardIndex<String, RoutedClient> groups() {
		return this.groups;
	}

	ShardIndex<String, RoutedClient> users() {
		return this.users;
	}

	@Nullable MemberSet<RoutedClient> served(ServerConnection server) {
		return this.served.find(server);
	}

	/** Clients on their way from one server connection to another. */
	Set<RoutedClient> moving() {
		return this.moving;
	}

	/**
	 * Delivers multicasts, in this order, to members of one audience.
	 * @param last whether nothing more is about to be written
	 */
	void deliver(List<Multicast> burst, Audience audience, boolean last) {
		this.writer.begin(burst, last);
		try {
			audience.write(this, this.writer);
		}
		finally {
			this.hub.metrics().deliveries.increment(this.writer.end());
		}
	}

	/** Makes a client known under its hub, its user and its id. */
	void enter(RoutedClient client) {
		this.hub.everyone().raise(this.number);
		client.inHub = this.everyone.add(client);
		String user = client.connection.userId();
		if (user != null) {
			this.hub.userRoutes().raise(user, this.number);
			client.ofUser = this.users.add(user, client);
		}
		this.hub.directory().put(client.connection.id(), client);
	}

	/**
	 * Makes a client unknown; from now on nothing finds it. Does nothing the second time.
	 */
	void leave(RoutedClient client) {
		Membership<RoutedClient> inHub = client.inHub;
		if (inHub == null) {
			return;
		}
		client.inHub = null;
		this.hub.directory().remove(client.connection.id(), client);
		leaveAllGroups(client);
		String user = client.connection.userId();
		Membership<RoutedClient> ofUser = client.ofUser;
		if (user != null && ofUser != null) {
			client.ofUser = null;
			this.users.remove(user, ofUser);
			this.hub.userRoutes().lower(user, this.number);
		}
		this.everyone.remove(inHub);
		this.hub.everyone().lower(this.number);
	}

	/** Joins a client that may have gone meanwhile. */
	JoinOutcome join(RoutedClient client, String group) {
		if (!client.isPresent()) {
			return JoinOutcome.GONE;
		}
		if (client.groupCount() > 0 && client.groups().contains(group)) {
			return JoinOutcome.ALREADY_IN;
		}
		if (client.groupCount() >= this.hub.settings().groupsPerConnection()) {
			this.hub.metrics().refusedJoins.increment();
			return JoinOutcome.TOO_MANY;
		}
		this.hub.groupRoutes().raise(group, this.number);
		client.groups().add(this.groups.add(group, client));
		return JoinOutcome.JOINED;
	}

	void leaveGroup(RoutedClient client, String group) {
		if (client.groupCount() > 0) {
			Membership<RoutedClient> membership = client.groups().remove(group);
			if (membership != null) {
				out(group, membership);
			}
		}
	}

	/** Costs the client's own groups, however many groups there are. */
	void leaveAllGroups(RoutedClient client) {
		if (client.groupCount() > 0) {
			client.groups().removeAll(this::out);
		}
	}

	private void out(String group, Membership<RoutedClient> membership) {
		this.groups.remove(group, membership);
		this.hub.groupRoutes().lower(group, this.number);
	}

	/** Puts a client under a server connection that has counted it in. */
	void bind(RoutedClient client) {
		ServerConnection server = client.server();
		this.hub.serverRoutes().raise(server, this.number);
		client.ofServer = this.served.add(server, client);
	}

	/** Takes a client from its server connection. Does nothing the second time. */
	void unbind(RoutedClient client) {
		Membership<RoutedClient> ofServer = client.ofServer;
		if (ofServer != null) {
			client.ofServer = null;
			unbind(client, client.server(), ofServer);
		}
	}

	/** Takes a client from a server connection that it may have left for another one. */
	void unbind(RoutedClient client, ServerConnection server, Membership<RoutedClient> ofServer) {
		this.served.remove(server, ofServer);
		this.hub.serverRoutes().lower(server, this.number);
		Set<RoutedClient> waiting = this.paused.get(server);
		if (waiting != null && client.isPausedByServer()) {
			waiting.remove(client);
			if (waiting.isEmpty()) {
				this.paused.remove(server);
			}
		}
		server.clients().release();
	}

	/**
	 * Stops reading a client until its server connection takes more. When the server
	 * connection is overloaded, all its clients on this loop are stopped: each of them
	 * could send what one read brings before its own turn comes, which of many is more
	 * than the connection may hold. Doing so always would be a system call for each
	 * client at every turn of the tide.
	 */
	void pause(RoutedClient client) {
		ServerConnection server = client.server();
		stopReading(client);
		if (server.isOverloaded()) {
			pauseServed(server);
		}
		// The word that it takes more may have been passed before the client was put down
		if (server.isWritable()) {
			resume(server);
		}
	}

	private void pauseServed(ServerConnection server) {
		MemberSet<RoutedClient> members = this.served.find(server);
		Set<RoutedClient> waiting = this.paused.get(server);
		if (members != null && (waiting == null || waiting.size() < members.size())) {
			for (int position = members.size() - 1; position >= 0; position--) {
				stopReading(members.get(position));
			}
		}
	}

	private void stopReading(RoutedClient client) {
		if (!client.isPausedByServer()) {
			client.pauseByServer(true);
			this.paused.computeIfAbsent(client.server(), (absent) -> new HashSet<>()).add(client);
		}
	}

	/** Reads the clients of a server connection again. */
	void resume(ServerConnection server) {
		if (server.isWritable()) {
			Set<RoutedClient> waiting = this.paused.remove(server);
			if (waiting != null) {
				waiting.forEach((client) -> client.pauseByServer(false));
			}
		}
	}

	/** Ends a client; at once nothing finds it any more. */
	void close(RoutedClient client, CloseCategory category, @Nullable String error, boolean allowReconnect) {
		leave(client);
		client.connection.close(category, error, allowReconnect);
	}

	/** Ends members of one of this shard's sets; the excluded ones stay. */
	boolean closeAll(@Nullable MemberSet<RoutedClient> members, Set<String> excluded, CloseCategory category,
			@Nullable String error, boolean allowReconnect) {
		boolean found = false;
		for (int position = (members != null) ? members.size() - 1 : -1; position >= 0; position--) {
			if (members != null && position < members.size()) {
				RoutedClient client = members.get(position);
				if (!excluded.contains(client.connection.id())) {
					found = true;
					close(client, category, error, allowReconnect);
				}
			}
		}
		return found;
	}

}
