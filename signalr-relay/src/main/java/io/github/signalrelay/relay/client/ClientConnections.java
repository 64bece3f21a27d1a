// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.reconnect.MessageContinuity;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;

/**
 * All client connections of a relay, kept apart by event loop. May be used by any thread.
 */
public final class ClientConnections {

	static final Duration DRAIN_STEP = Duration.ofMillis(20);

	private final Shared shared;

	private final Duration sweepInterval;

	private final Map<EventLoop, ClientLoop> loops = new ConcurrentHashMap<>();

	/** Set before the loops are walked, and looked at behind each entry of a client. */
	private volatile boolean draining;

	/** The same for the end. */
	private volatile boolean stopped;

	/**
	 * Makes the empty registry.
	 * @param settings limits of each connection
	 * @param listener who serves the clients
	 * @param meters what operators see
	 * @param clock time against which token expiry is judged
	 * @param sweepInterval how often time limits are looked at, and so how late they may
	 * be noticed
	 */
	public ClientConnections(ClientSettings settings, ClientConnectionListener listener, ClientMeters meters,
			Clock clock, Duration sweepInterval) {
		this.shared = new Shared(settings, listener, meters, clock, new ClientHubProtocols(),
				new ClientPlaces(settings.connections(), settings.connectionsPerUser()));
		this.sweepInterval = sweepInterval;
	}

	/**
	 * Takes a place for a connection that may follow.
	 * @param scope hub of the client
	 * @param userId user of the client, or {@code null}, who is not limited
	 * @return the place
	 * @throws TooManyConnectionsException if there are as many connections as allowed, in
	 * all or of this user
	 */
	public ClientPlace takePlace(HubScope scope, @Nullable String userId) throws TooManyConnectionsException {
		return this.shared.places().take(scope, userId);
	}

	/**
	 * Takes in a client whose token was found good. MUST be called on the loop of the
	 * transport. A client that comes when {@link #drain} has begun is sent away like
	 * those that were there.
	 * @param transport way to the client; not used before the method has returned
	 * @param identity who the client is
	 * @param place its place, given back when the connection has ended
	 * @return who receives what the client sends
	 */
	public ClientTransportListener accept(ClientTransport transport, ClientIdentity identity, ClientPlace place) {
		return accept(transport, identity, place, MessageContinuity.NONE);
	}

	/**
	 * The same for a client that may come back on another WebSocket.
	 * @param transport way to the client; not used before the method has returned
	 * @param identity who the client is
	 * @param place its place, given back when the connection has ended
	 * @param continuity keeps its messages together
	 * @return who receives what the client sends
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for latecomers
	public ClientTransportListener accept(ClientTransport transport, ClientIdentity identity, ClientPlace place,
			MessageContinuity continuity) {
		ClientLoop loop = this.loops.computeIfAbsent(transport.eventLoop(),
				(eventLoop) -> new ClientLoop(eventLoop, this.shared, this.sweepInterval));
		HubClientConnection connection = loop.add(transport, identity, place, continuity);
		if (this.stopped) {
			loop.stop();
		}
		else if (this.draining) {
			loop.sendAway(connection);
		}
		return connection.link();
	}

	/**
	 * Client connections right now, those that are closing included.
	 * @return the number
	 */
	public int count() {
		return this.shared.meters().connections();
	}

	/**
	 * Tells all clients to come back elsewhere, and closes their connections.
	 * @param time over which this is spread
	 */
	public void drain(Duration time) {
		this.draining = true;
		this.loops.values().forEach((loop) -> loop.drain(time));
	}

	/**
	 * Cuts all connections and ends the sweeps.
	 * @return completes when the listener has heard of the end of all of them, or at once
	 * when their loops have ended; never fails
	 */
	public CompletableFuture<Void> stop() {
		this.stopped = true;
		return CompletableFuture
			.allOf(this.loops.values().stream().map(ClientLoop::stop).toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * What all connections have in common.
	 */
	record Shared(ClientSettings settings, ClientConnectionListener listener, ClientMeters meters, Clock clock,
			ClientHubProtocols protocols, ClientPlaces places) {

	}

}
