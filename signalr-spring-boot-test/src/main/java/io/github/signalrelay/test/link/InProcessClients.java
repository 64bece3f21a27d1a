// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.client.ClientMeters;
import io.github.signalrelay.relay.client.ClientPlace;
import io.github.signalrelay.relay.client.ClientSettings;
import io.github.signalrelay.relay.client.TooManyConnectionsException;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;

/**
 * Lets clients of the same process into a relay. They are connections like any other to
 * its routing, with the relay's limits. All of them live on one event loop, so what hubs
 * send to several clients arrives in the order of sending. Any thread may use it.
 */
public final class InProcessClients implements AutoCloseable {

	private static final int STOP_SECONDS = 5;

	private final InProcessIdentities identities;

	private final ClientConnections connections;

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("signalr-test", true), NioIoHandler.newFactory());

	private final EventLoop loop = this.loops.next();

	/**
	 * Makes a way into a relay.
	 * @param relay the relay
	 */
	public InProcessClients(Relay relay) {
		RelaySettings settings = relay.settings();
		this.identities = new InProcessIdentities(relay);
		// Meters of their own: those of the relay count its sockets
		this.connections = new ClientConnections(clientSettings(settings), relay.router(),
				new ClientMeters(new SimpleMeterRegistry()), Clock.systemUTC(), settings.timeouts().sweep());
	}

	private static ClientSettings clientSettings(RelaySettings settings) {
		RelaySettings.Limits limits = settings.limits();
		RelaySettings.Timeouts timeouts = settings.timeouts();
		return new ClientSettings(limits.clientMessageBytes(), limits.clientPendingBytes(), timeouts.send(),
				timeouts.keepAlive(), timeouts.client(), limits.clientConnections(), limits.connectionsPerUser());
	}

	/**
	 * Opens a connection; its handshake is the client's matter.
	 * @param request what the client shows
	 * @param listener receives what the relay sends
	 * @return the client's end
	 * @throws RequestRefusedException if the relay does not accept the token, or has no
	 * place for one more client
	 */
	public InProcessClient open(InProcessRequest request, InProcessListener listener) throws RequestRefusedException {
		ClientIdentity identity = this.identities.of(request);
		ClientPlace place = takePlace(identity);
		InProcessTransport transport = new InProcessTransport(this.loop, listener);
		this.loop
			.execute(() -> transport.connect(place.use(() -> this.connections.accept(transport, identity, place))));
		return new Connection(identity, transport);
	}

	private ClientPlace takePlace(ClientIdentity identity) throws RequestRefusedException {
		try {
			return this.connections.takePlace(identity.scope(), identity.userId());
		}
		catch (TooManyConnectionsException ex) {
			throw new RequestRefusedException(429, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Connections right now, those that are closing included.
	 * @return the number
	 */
	public int count() {
		return this.connections.count();
	}

	/** Cuts what is still connected, and ends the thread. Waits a moment for it. */
	@Override
	public void close() {
		this.connections.stop().join();
		this.loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
			.awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
	}

	private final class Connection implements InProcessClient {

		private final ClientIdentity identity;

		private final InProcessTransport transport;

		Connection(ClientIdentity identity, InProcessTransport transport) {
			this.identity = identity;
			this.transport = transport;
		}

		@Override
		public String connectionId() {
			return this.identity.id();
		}

		@Override
		public @Nullable String userId() {
			return this.identity.userId();
		}

		@Override
		public void send(Payload data, Runnable taken) {
			InProcessClients.this.loop.execute(() -> this.transport.receive(data, taken));
		}

		@Override
		public void awaitDelivery() {
			EventLoop owner = InProcessClients.this.loop;
			if (!owner.inEventLoop()) {
				owner.submit(() -> {
				}).awaitUninterruptibly();
			}
		}

		@Override
		public void close(boolean orderly) {
			InProcessClients.this.loop
				.execute(() -> this.transport.endedByClient(orderly ? TransportEnd.CLOSED : TransportEnd.LOST));
		}

	}

}
