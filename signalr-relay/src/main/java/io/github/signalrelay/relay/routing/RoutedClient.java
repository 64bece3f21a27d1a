// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * What routing keeps about one client. The final fields may be read on any thread; all
 * others are owned by the client's event loop, except where told.
 * <p>
 * Together with {@link ClientConnection#handshakeRequest} this is the state that moving
 * the client to another server connection needs.
 */
final class RoutedClient {

	final ClientConnection connection;

	final HubShard shard;

	/**
	 * Null for a hub protocol without shared frames: such a client gets no multicasts.
	 */
	final @Nullable FrameEncoding encoding;

	private final ServerConnection server;

	/** Number of the last multicast that shall not, or not again, reach the client. */
	long mark;

	@Nullable Membership<RoutedClient> inHub;

	@Nullable Membership<RoutedClient> ofUser;

	@Nullable Membership<RoutedClient> ofServer;

	/** Handles by group, so that leaving costs the client's own groups. */
	private @Nullable Map<String, Membership<RoutedClient>> groups;

	/** Whether its own app server ended the client, and need not be told. */
	boolean endedByServer;

	private boolean pausedByServer;

	private boolean pausedByHub;

	private final OutputFlow outputFlow = new OutputFlow();

	RoutedClient(ClientConnection connection, HubShard shard, ServerConnection server) {
		this.connection = connection;
		this.shard = shard;
		this.encoding = FrameEncoding.of(connection.protocol(), connection.transportType());
		this.server = server;
	}

	/** Server connection that serves the client. */
	ServerConnection server() {
		return this.server;
	}

	/** Whether the client can be found: it has not begun to end. */
	boolean isPresent() {
		return this.inHub != null;
	}

	Map<String, Membership<RoutedClient>> groups() {
		if (this.groups == null) {
			this.groups = new HashMap<>(4);
		}
		return this.groups;
	}

	int groupCount() {
		return (this.groups != null) ? this.groups.size() : 0;
	}

	/** Stops or restarts input because of the server connection. */
	void pauseByServer(boolean paused) {
		this.pausedByServer = paused;
		this.connection.setReading(!this.pausedByServer && !this.pausedByHub);
	}

	/** Stops or restarts input because the client's own hub is full. */
	void pauseByHub(boolean paused) {
		this.pausedByHub = paused;
		this.connection.setReading(!this.pausedByServer && !this.pausedByHub);
	}

	/** Whether the app server is asked to hold back what it sends to this client. */
	OutputFlow outputFlow() {
		return this.outputFlow;
	}

	boolean isPausedByServer() {
		return this.pausedByServer;
	}

	@Override
	public String toString() {
		return "RoutedClient[" + this.connection.id() + "]";
	}

}
