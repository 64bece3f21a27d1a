// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionReconnect;
import io.github.signalrelay.protocol.service.MessageHeaders;
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

	private final RelayHub hub;

	private final ClientResults results;

	private final OutputPauses pauses;

	private final ClientMoves moves;

	ClientSide(RelayHub hub, ClientResults results, OutputPauses pauses, ClientMoves moves) {
		this.hub = hub;
		this.results = results;
		this.pauses = pauses;
		this.moves = moves;
	}

	void opened(ClientConnection connection) {
		String reference = connection.claim(ServiceClaims.CLAIMS_REFERENCE);
		if (reference == null) {
			open(connection, connection.claims());
		}
		else {
			new AwaitedClaims(this.hub, connection, reference, this::open, this::heldData).open();
		}
	}

	private void heldData(ClientConnection connection, Payload data) {
		if (connection.attachment() instanceof RoutedClient client) {
			data(client, data);
		}
	}

	private void open(ClientConnection connection, List<Claim> claims) {
		RoutedClient client = place(connection, claims);
		if (client == null) {
			connection.refuse(CloseCategory.NO_APP_SERVER,
					ServerPool.mustStick(connection) ? REQUIRED_SERVER_GONE : NO_SERVER);
			return;
		}
		connection.attach(client);
		client.shard.enter(client);
		this.hub.node().clients().incrementAndGet();
		joinGroupsOfUser(client);
		OpenMessages.write(client, this.hub.settings().nodeId(), null);
		client.introduced();
		pauseIfFull(client);
	}

	static void pauseIfFull(RoutedClient client) {
		if (!client.server().isWritable() && client.isPresent()) {
			client.shard.pause(client);
		}
	}

	private @Nullable RoutedClient place(ClientConnection connection, List<Claim> claims) {
		HubShard shard = this.hub.shard(connection.eventLoop());
		ServerConnection server = this.hub.servers().place(connection);
		while (server != null) {
			RoutedClient client = new RoutedClient(connection, claims, shard, server);
			shard.bind(client);
			// From here on the end of the server connection finds the client; before, it
			// did not
			if (server.clients().mayStay()) {
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

	void data(RoutedClient client, Payload payload) {
		if (!client.isPresent()) {
			return;
		}
		ClientMove move = client.move();
		Payload passing = (move != null) ? ClientMoves.hold(client, move, payload) : payload;
		if (passing != null) {
			client.forward(passing);
			pauseIfFull(client);
		}
	}

	/** Told only to app servers that know the message (reference, A.1 point 11). */
	static void reconnected(RoutedClient client) {
		if (client.server().capabilities().allowsStatefulReconnects()) {
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
		this.moves.forget(client);
		this.results.clientGone(client.connection.id());
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
			client.shard.post(() -> {
				if (client.server() == server) {
					client.pauseByHub(paused);
				}
			});
		}
	}

	void outputFull(RoutedClient client, boolean full) {
		this.pauses.outputFull(client, full);
	}

	/** The app server of a client sends nothing more for it. Called on any thread. */
	void pauseAcknowledged(ServerConnection server, String connectionId) {
		RoutedClient client = this.hub.client(connectionId);
		if (client != null) {
			client.shard.post(() -> {
				if (client.server() == server && client.isPresent()) {
					this.pauses.acknowledged(client);
					this.moves.paused(client);
				}
			});
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
