// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * The server connections of one hub, and which of them a client is given to. Safe for use
 * by many threads.
 */
final class ServerPool {

	private final ConcurrentMap<String, ServerConnection> byId = new ConcurrentHashMap<>();

	private final List<ServerConnection> established = new CopyOnWriteArrayList<>();

	/** Reserves the id of a connection; false when another one has it. */
	boolean reserve(ServerConnection connection) {
		return this.byId.putIfAbsent(connection.id(), connection) == null;
	}

	void add(ServerConnection connection) {
		this.established.add(connection);
	}

	boolean remove(ServerConnection connection) {
		this.byId.remove(connection.id(), connection);
		return this.established.remove(connection);
	}

	/**
	 * Chooses the least-loaded server connection that the client's token allows, and
	 * counts the client in.
	 * @return the connection, or {@code null} when there is none
	 */
	@Nullable ServerConnection place(ClientConnection client) {
		return place(client, (connection) -> true);
	}

	/** The same among the connections of other app servers. */
	@Nullable ServerConnection placeElsewhere(ClientConnection client, String formerServerId) {
		return place(client, (connection) -> !connection.serverId().equals(formerServerId));
	}

	/**
	 * Chooses for a client that has lost its server connection. Another app server is
	 * better than the former one, which may not have noticed the loss yet.
	 * @return the connection, or {@code null} when there is none
	 */
	@Nullable ServerConnection replace(ClientConnection client, String formerServerId) {
		ServerConnection other = placeElsewhere(client, formerServerId);
		return (other != null) ? other : place(client);
	}

	/** Chooses among the connections of one app server, and counts a client in. */
	@Nullable ServerConnection placeAt(String serverId) {
		return leastLoaded((connection) -> connection.serverId().equals(serverId));
	}

	private @Nullable ServerConnection place(ClientConnection client, Predicate<ServerConnection> allowed) {
		String server = client.claim(ServiceClaims.SERVER_NAME);
		String mode = client.claim(ServiceClaims.SERVER_STICKY_MODE);
		if (server != null && mode != null) {
			ServerConnection own = leastLoaded(allowed.and((connection) -> connection.serverId().equals(server)));
			if (own != null || isRequired(mode)) {
				return own;
			}
		}
		return leastLoaded(allowed);
	}

	/** Whether a client could be placed at another app server now. */
	boolean hasOther(ClientConnection client, String formerServerId) {
		return !mustStick(client) && this.established.stream()
			.anyMatch((connection) -> connection.clients().mayCome() && !connection.serverId().equals(formerServerId));
	}

	/** Whether the client may be served by one app server only. */
	static boolean mustStick(ClientConnection client) {
		String mode = client.claim(ServiceClaims.SERVER_STICKY_MODE);
		return client.claim(ServiceClaims.SERVER_NAME) != null && mode != null && isRequired(mode);
	}

	private static boolean isRequired(String mode) {
		return mode.equalsIgnoreCase("Required");
	}

	private @Nullable ServerConnection leastLoaded(Predicate<ServerConnection> condition) {
		while (true) {
			ServerConnection best = null;
			for (ServerConnection connection : this.established) {
				if (connection.clients().mayCome() && condition.test(connection)
						&& (best == null || connection.clients().count() < best.clients().count())) {
					best = connection;
				}
			}
			if (best == null || best.clients().acquire()) {
				return best;
			}
			// It has begun to end since the look; such a one is not found again
		}
	}

	/** Whether an app server has a connection to which clients can be given. */
	boolean takesClientsAt(String serverId) {
		return this.established.stream()
			.anyMatch((connection) -> connection.clients().mayCome() && connection.serverId().equals(serverId));
	}

	/** A connection that has not ended. */
	@Nullable ServerConnection find(String connectionId) {
		return this.byId.get(connectionId);
	}

	/** Another open connection of the same app server. */
	@Nullable ServerConnection ofServer(String serverId) {
		for (ServerConnection connection : this.established) {
			if (connection.isOpen() && connection.serverId().equals(serverId)) {
				return connection;
			}
		}
		return null;
	}

	/** Whether an app server has asked for stateful reconnect of its clients. */
	boolean allowsStatefulReconnects() {
		return this.established.stream().anyMatch((connection) -> connection.capabilities().allowsStatefulReconnects());
	}

	List<String> serverIds() {
		return this.established.stream().map(ServerConnection::serverId).distinct().sorted().toList();
	}

}
