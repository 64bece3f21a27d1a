// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerConnectionHub;

/**
 * What the server connections of one hub do: come, send, go. Safe on any thread.
 */
final class ServerSide implements ServerConnectionHub {

	/** What users of Azure SignalR Service see (reference, A.1 point 6). */
	static final String SERVER_LOST = "No server available.";

	static final String SERVER_STOPS = "The app server is shutting down.";

	/** Answer to calls that an app server took with it. */
	static final String CALL_LOST = "The app server was lost before it answered.";

	private final RelayHub hub;

	private final ClientSide clients;

	private final ClientMoves moves;

	private final ClientResults results;

	private final Retirements retirements;

	private final AppServerMessages messages;

	ServerSide(RelayHub hub, ClientSide clients, ClientMoves moves, ClientResults results) {
		this.hub = hub;
		this.clients = clients;
		this.moves = moves;
		this.results = results;
		this.retirements = new Retirements(hub, moves);
		this.messages = new AppServerMessages(hub, clients, results);
	}

	@Override
	public @Nullable String admit(ServerConnection connection) {
		String target = connection.target();
		String nodeId = this.hub.settings().nodeId();
		if (connection.capabilities().onDemand() && target != null && !target.equals(nodeId)) {
			return "The connection was asked for by the node '" + target + "', and this is '" + nodeId + "'.";
		}
		return this.hub.servers().reserve(connection) ? null
				: "A server connection with the id '" + connection.id() + "' exists.";
	}

	@Override
	public void onEstablished(ServerConnection connection) {
		this.hub.servers().add(connection);
		if (!connection.isOpen()) {
			// It ended meanwhile, and may have been taken out before it was put in
			this.hub.servers().remove(connection);
			return;
		}
		this.moves.established();
		this.retirements.sweep();
	}

	/** Takes a server connection out of use. */
	boolean retire(String connectionId) {
		ServerConnection connection = this.hub.servers().find(connectionId);
		return connection != null && connection.isOpen() && this.retirements.retire(connection);
	}

	void sweep() {
		this.moves.sweep(this.hub.node().nanoTime().getAsLong());
		this.retirements.sweep();
	}

	@Override
	public void onMessage(ServerConnection connection, ServiceMessage message) {
		this.messages.handle(connection, message);
	}

	@Override
	public void onWritable(ServerConnection connection) {
		this.clients.resume(connection);
	}

	@Override
	public void onClientsMustLeave(ServerConnection connection) {
		this.moves.release(connection);
	}

	@Override
	public void onClosed(ServerConnection connection) {
		this.hub.node().serverConnections().remove(connection);
		this.hub.servers().remove(connection);
		this.moves.lost(connection);
		this.results.callerGone(connection);
	}

	@Override
	public List<String> serverIds() {
		return this.hub.servers().serverIds();
	}

	@Override
	public long nextListNumber() {
		return this.hub.node().nextListNumber();
	}

	@Override
	public boolean hasClients() {
		return this.hub.everyone().shards().length > 0;
	}

	@Override
	public int clientCount() {
		return this.hub.node().clients().get();
	}

	@Override
	public int capacity() {
		return this.hub.settings().capacity();
	}

	@Override
	public int serverConnectionCount() {
		return this.hub.node().serverConnections().size();
	}

}
