// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.ClientConnectionListener;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.identity.KeyExchange;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerConnectionAcceptor;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerTransport;

/**
 * Joins clients to app servers: the entry of both into routing, one per relay. A hub
 * comes into being with its first server connection and stays.
 * <p>
 * Client methods are called on the event loop of the client, all others on any thread.
 * {@link #sweep} MUST be called about once a second.
 */
public final class HubRouter implements ClientConnectionListener, ServerConnectionAcceptor {

	private static final Logger logger = LoggerFactory.getLogger(HubRouter.class);

	private final RelayNode node;

	private final ConcurrentMap<HubScope, Hub> hubs = new ConcurrentHashMap<>();

	/**
	 * Creates a router without hubs.
	 * @param settings what routing is told
	 * @param clock time of day, for memberships that end
	 * @param nanoTime monotonic time in nanoseconds, for silence and time-outs
	 * @param registry where meters are found
	 */
	public HubRouter(RoutingSettings settings, Clock clock, LongSupplier nanoTime, MeterRegistry registry) {
		this(settings, clock, nanoTime, registry, null);
	}

	/**
	 * Creates a router without hubs.
	 * @param settings what routing is told
	 * @param clock time of day, for memberships that end
	 * @param nanoTime monotonic time in nanoseconds, for silence and time-outs
	 * @param registry where meters are found
	 * @param keys gives keys to app servers, or {@code null} where none are given
	 */
	public HubRouter(RoutingSettings settings, Clock clock, LongSupplier nanoTime, MeterRegistry registry,
			@Nullable KeyExchange keys) {
		this.node = new RelayNode(settings, clock, nanoTime, registry, keys);
	}

	@Override
	public ServerConnection accept(ServerConnectionRequest request, ServerTransport transport) {
		return accept(request, transport, true);
	}

	/**
	 * Takes in a server connection of the same process, which is neither pinged nor given
	 * up when it is silent.
	 * @param request what the app server said
	 * @param transport what carries the messages
	 * @return receives what the app server sends, from any thread
	 */
	public ServerConnection acceptInProcess(ServerConnectionRequest request, ServerTransport transport) {
		return accept(request, transport, false);
	}

	private ServerConnection accept(ServerConnectionRequest request, ServerTransport transport, boolean timed) {
		Hub hub = this.hubs.computeIfAbsent(request.scope(), (scope) -> new Hub(scope, this.node));
		ServerConnection connection = new ServerConnection(request, transport, hub.servers, this.node.serverMetrics(),
				this.node.nanoTime(), timed);
		this.node.addServerConnection(connection);
		return connection;
	}

	@Override
	public void onOpened(ClientConnection client) {
		Hub hub = this.hubs.get(client.scope());
		if (hub == null) {
			client.refuse(CloseCategory.NO_APP_SERVER, ClientSide.NO_SERVER);
			return;
		}
		hub.clients.opened(client);
	}

	@Override
	public void onData(ClientConnection client, Payload data) {
		Hub hub = this.hubs.get(client.scope());
		if (hub != null && client.attachment() instanceof RoutedClient routed) {
			hub.clients.data(routed, data);
		}
		else if (client.attachment() instanceof AwaitedClaims awaited) {
			awaited.hold(data);
		}
	}

	@Override
	public void onReconnected(ClientConnection client) {
		if (client.attachment() instanceof RoutedClient routed) {
			ClientSide.reconnected(routed);
		}
	}

	@Override
	public void onOutputFull(ClientConnection client, boolean full) {
		Hub hub = this.hubs.get(client.scope());
		if (hub != null && client.attachment() instanceof RoutedClient routed) {
			hub.clients.outputFull(routed, full);
		}
	}

	@Override
	public void behindOutput(EventLoop loop, Runnable action) {
		this.node.inbox(loop).post(action::run);
	}

	@Override
	public boolean allowsStatefulReconnects(HubScope scope) {
		Hub hub = this.hubs.get(scope);
		return hub != null && hub.state.servers().allowsStatefulReconnects();
	}

	@Override
	public void onClosed(ClientConnection client, CloseCategory category, @Nullable String error) {
		Hub hub = this.hubs.get(client.scope());
		if (hub != null && client.attachment() instanceof RoutedClient routed) {
			hub.clients.closed(routed, error);
		}
		else if (client.attachment() instanceof AwaitedClaims awaited) {
			awaited.cancel();
		}
	}

	/**
	 * Stops or restarts the input of one client, because the hub code that serves it is
	 * full. Without effect for a client of another server connection.
	 * @param server the server connection that serves the client
	 * @param connectionId id of the client
	 * @param paused {@code true} to stop
	 */
	public void pauseInput(ServerConnection server, String connectionId, boolean paused) {
		Hub hub = this.hubs.get(server.scope());
		if (hub != null) {
			hub.clients.pauseInput(server, connectionId, paused);
		}
	}

	/**
	 * Takes a server connection out of use while its app server stays: no more clients
	 * are given to it, those that it has go on over another connection of the same app
	 * server, which is asked for one where it has none, and at last the app server is
	 * told to send nothing more over it. It stays open until one side closes it.
	 * @param scope hub that it serves
	 * @param connectionId id that the app server gave it
	 * @return whether that was begun; {@code false} when there is no such connection, or
	 * its app server does not know flow control
	 */
	public boolean retire(HubScope scope, String connectionId) {
		Hub hub = this.hubs.get(scope);
		return hub != null && hub.servers.retire(connectionId);
	}

	/**
	 * Does what time asks for: keep-alive of server connections, ends of memberships, of
	 * unanswered invocations and of moves that take too long. Never called twice at the
	 * same time.
	 */
	public void sweep() {
		for (ServerConnection connection : this.node.serverConnections()) {
			guarded(() -> connection.tick(this.node.settings().serverTimes()));
		}
		for (Hub hub : this.hubs.values()) {
			guarded(hub.state.userGroups()::sweep);
			guarded(hub.state.storedClaims()::sweep);
			guarded(hub.results::sweep);
			guarded(hub.servers::sweep);
		}
	}

	/** A timer that throws is not called again: one failure would end all keep-alives. */
	private static void guarded(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			logger.error("Part of a sweep failed", ex);
		}
	}

	/**
	 * Ends all server connections; their clients are closed and may come back. For a
	 * relay that stops, after its clients have been ended.
	 * @param reason text for app servers
	 */
	public void closeServerConnections(String reason) {
		for (ServerConnection connection : this.node.serverConnections()) {
			connection.close(reason);
		}
	}

	/**
	 * Clients that an app server serves, over all hubs.
	 * @return the number
	 */
	public int clientCount() {
		return this.node.clients().get();
	}

	/** State of a hub, for tests. */
	@Nullable RelayHub hub(HubScope scope) {
		Hub hub = this.hubs.get(scope);
		return (hub != null) ? hub.state : null;
	}

	private static final class Hub {

		private final RelayHub state;

		private final ClientResults results;

		private final ClientSide clients;

		private final ServerSide servers;

		Hub(HubScope scope, RelayNode node) {
			this.state = new RelayHub(scope, node);
			this.results = new ClientResults(this.state);
			OutputPauses pauses = new OutputPauses(this.state);
			ClientMoves moves = new ClientMoves(this.state, this.results, pauses);
			this.clients = new ClientSide(this.state, this.results, pauses, moves);
			this.servers = new ServerSide(this.state, this.clients, moves, this.results);
		}

	}

}
