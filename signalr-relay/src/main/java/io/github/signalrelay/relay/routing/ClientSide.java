// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.ConnectionReconnect;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * What clients of one hub do: come, send, go. Each method runs on the event loop of its
 * client.
 */
final class ClientSide {

	/**
	 * What users of Azure SignalR Service see in these cases (reference, A.1 point 6).
	 */
	static final String NO_SERVER = "App servers are not connected.";

	static final String REQUIRED_SERVER_GONE = "The app server that this client has to be served by is not connected.";

	/** Only the service may set headers that begin so. */
	private static final String SERVICE_HEADER_PREFIX = "asrs-";

	private final RelayHub hub;

	private final ClientResults results;

	ClientSide(RelayHub hub, ClientResults results) {
		this.hub = hub;
		this.results = results;
	}

	void opened(ClientConnection connection) {
		RoutedClient client = place(connection);
		if (client == null) {
			connection.refuse(CloseCategory.NO_APP_SERVER,
					ServerPool.mustStick(connection) ? REQUIRED_SERVER_GONE : NO_SERVER);
			return;
		}
		connection.attach(client);
		client.shard.enter(client);
		this.hub.node().clients().incrementAndGet();
		joinGroupsOfUser(client);
		ServerConnection server = client.server();
		server.write(openConnection(connection));
		server.write(data(connection, connection.handshakeRequest()));
		pauseIfFull(client);
	}

	private static void pauseIfFull(RoutedClient client) {
		if (!client.server().isWritable() && client.isPresent()) {
			client.shard.pause(client);
		}
	}

	private @Nullable RoutedClient place(ClientConnection connection) {
		HubShard shard = this.hub.shard(connection.eventLoop());
		ServerConnection server = this.hub.servers().place(connection);
		while (server != null) {
			RoutedClient client = new RoutedClient(connection, shard, server);
			shard.bind(client);
			// From here on the end of the server connection finds the client; before, it
			// did not
			if (server.keepsClients()) {
				return client;
			}
			shard.unbind(client);
			server = this.hub.servers().place(connection);
		}
		return null;
	}

	/**
	 * Joins what the user was put into before. The user's route is up already: who
	 * changes the user's groups from now on reaches this shard, behind the present turn.
	 */
	private void joinGroupsOfUser(RoutedClient client) {
		String user = client.connection.userId();
		if (user != null) {
			for (String group : this.hub.userGroups().of(user)) {
				client.shard.join(client, group);
			}
		}
	}

	private OpenConnection openConnection(ClientConnection connection) {
		return new OpenConnection(connection.id(), connection.claims(), headers(connection), connection.queryString(),
				null, connection.protocol());
	}

	private MessageHeaders headers(ClientConnection connection) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		connection.headers().byName().forEach((name, values) -> {
			// A client that could say where it migrates from would upset its app server
			if (!name.toLowerCase(Locale.ROOT).startsWith(SERVICE_HEADER_PREFIX)) {
				headers.put(name, values);
			}
		});
		headers.put(MessageHeaders.INSTANCE_ID, List.of(this.hub.settings().nodeId()));
		headers.put(MessageHeaders.TRANSPORT, List.of(connection.transportType().wireName()));
		if ("true".equalsIgnoreCase(connection.claim(ServiceClaims.DIAGNOSTIC_CLIENT))) {
			headers.put(MessageHeaders.IS_DIAGNOSTIC_CLIENT, List.of("true"));
		}
		return new MessageHeaders(headers);
	}

	private static ConnectionData data(ClientConnection connection, Payload payload) {
		return new ConnectionData(connection.id(), payload, null, DataMessageType.UNKNOWN, false);
	}

	void data(RoutedClient client, Payload payload) {
		if (!client.isPresent()) {
			return;
		}
		client.server().write(data(client.connection, payload));
		pauseIfFull(client);
	}

	/** Told only to app servers that know the message (reference, A.1 point 11). */
	static void reconnected(RoutedClient client) {
		if (client.server().allowsStatefulReconnects()) {
			client.server().write(new ConnectionReconnect(client.connection.id()));
		}
	}

	void closed(RoutedClient client, @Nullable String error) {
		client.connection.attach(null);
		client.shard.leave(client);
		this.hub.node().clients().decrementAndGet();
		if (!client.endedByServer) {
			client.server()
				.write(new CloseConnection(client.connection.id(), (error != null) ? error : "", MessageHeaders.NONE,
						null));
		}
		// Behind the word to the server: finack must not come before it
		client.shard.unbind(client);
		this.results.clientGone(client.connection.id());
	}

	/** Ends the clients of a server connection on each loop. */
	void release(ServerConnection server, CloseCategory category, String error) {
		for (int number : this.hub.serverRoutes().shards(server)) {
			HubShard shard = this.hub.shard(number);
			shard.post(() -> shard.closeServed(server, category, error));
		}
	}

	/** Reads the clients of a server connection again. */
	void resume(ServerConnection server) {
		for (int number : this.hub.serverRoutes().shards(server)) {
			HubShard shard = this.hub.shard(number);
			shard.post(() -> shard.resume(server));
		}
	}

	/** Stops or restarts one client's input, as its hub asks. Called on any thread. */
	void pauseInput(ServerConnection server, String connectionId, boolean paused) {
		RoutedClient client = this.hub.client(connectionId);
		if (client != null && client.server() == server) {
			client.shard.post(() -> client.pauseByHub(paused));
		}
	}

	/**
	 * Slows down the app server of a client that does not take what is sent to it, where
	 * the app server can be told. The word goes later, since this is in the middle of a
	 * write.
	 */
	void outputFull(RoutedClient client, boolean full) {
		if (client.server().understandsFlowControl()) {
			tell(client, client.outputFlow().full(full));
		}
	}

	/** The app server of a client sends nothing more for it. Called on any thread. */
	void pauseAcknowledged(ServerConnection server, String connectionId) {
		RoutedClient client = this.hub.client(connectionId);
		if (client != null && client.server() == server) {
			client.shard.post(() -> tell(client, client.outputFlow().acknowledged()));
		}
	}

	private void tell(RoutedClient client, @Nullable FlowControlOperation operation) {
		if (!client.isPresent()) {
			return;
		}
		client.connection.tolerateData(client.outputFlow().isPausing());
		if (operation != null) {
			ServiceMessage word = new ConnectionFlowControl(client.connection.id(), FlowControlTarget.CLIENT,
					operation);
			client.shard.post(() -> client.server().write(word));
		}
		if (operation == FlowControlOperation.PAUSE) {
			this.hub.metrics().pauses.increment();
		}
	}

	static List<RoutedClient> present(RelayHub hub, List<String> connectionIds) {
		List<RoutedClient> clients = new ArrayList<>(Math.min(connectionIds.size(), 64));
		for (String id : connectionIds) {
			RoutedClient client = hub.client(id);
			if (client != null) {
				clients.add(client);
			}
		}
		return clients;
	}

}
