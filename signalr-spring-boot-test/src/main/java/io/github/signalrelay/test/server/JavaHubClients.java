// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.microsoft.signalr.HttpHubConnectionBuilder;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;

import io.github.signalrelay.test.TestConnections;

/**
 * Makes connections of the published Java client to the hubs of the running application,
 * and stops them after each test method. A bean where {@code com.microsoft.signalr} is on
 * the class path. Any thread may use it.
 */
public final class JavaHubClients implements TestConnections {

	private static final int STOP_SECONDS = 10;

	private final LocalHubs hubs;

	private final Queue<HubConnection> connections = new ConcurrentLinkedQueue<>();

	/**
	 * Makes the source of connections.
	 * @param hubs where the hubs are
	 */
	public JavaHubClients(LocalHubs hubs) {
		this.hubs = hubs;
	}

	/**
	 * Makes a connection, which the test starts when its handlers are there.
	 * @param hub class of the hub
	 * @return the connection
	 * @throws IllegalArgumentException if the application has no such hub
	 * @throws IllegalStateException if the application listens nowhere
	 */
	public HubConnection create(Class<?> hub) {
		return create(hub, (builder) -> {
		});
	}

	/**
	 * Makes a connection with settings of its own, such as headers or the protocol.
	 * @param hub class of the hub
	 * @param customizer changes the settings
	 * @return the connection
	 * @throws IllegalArgumentException if the application has no such hub
	 * @throws IllegalStateException if the application listens nowhere
	 */
	public HubConnection create(Class<?> hub, Consumer<HttpHubConnectionBuilder> customizer) {
		HttpHubConnectionBuilder builder = HubConnectionBuilder.create(this.hubs.url(hub));
		customizer.accept(builder);
		HubConnection connection = builder.build();
		this.connections.add(connection);
		return connection;
	}

	@Override
	public void endAll() {
		for (HubConnection connection = this.connections.poll(); connection != null; connection = this.connections
			.poll()) {
			if (connection.getConnectionState() != HubConnectionState.DISCONNECTED
					&& !connection.stop().blockingAwait(STOP_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("A client did not stop within " + STOP_SECONDS + " s.");
			}
		}
	}

}
