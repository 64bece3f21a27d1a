// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.HandshakeResponse;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.HubScope;

/**
 * The relay's end of one server connection: its handshake, its pings and its end. What
 * its messages do is the matter of its {@link ServerConnectionHub}.
 * <p>
 * Threads: everything may be called on any thread. The listener methods come one at a
 * time from a socket; in the same process they come from whatever thread the hub code
 * runs on. State is therefore in volatile fields, and nothing here waits.
 */
public final class ServerConnection implements ServerTransportListener {

	private static final Logger logger = LoggerFactory.getLogger(ServerConnection.class);

	private static final int VERSION = 1;

	private static final int NORMAL = 1000;

	private static final int PROTOCOL_ERROR = 1002;

	private final ServerConnectionRequest request;

	private final ServerTransport transport;

	private final ServerConnectionHub hub;

	private final ServerMetrics metrics;

	private final ServerKeepAlive keepAlive;

	private final ServedClients clients;

	private volatile State state = State.HANDSHAKE;

	private volatile ServerCapabilities capabilities = ServerCapabilities.NONE;

	/** Off in the same process, where nothing can get lost. */
	private final boolean timed;

	/**
	 * Creates a connection whose handshake is still to come.
	 * @param request what the app server said when it connected
	 * @param transport what carries the messages
	 * @param hub what the messages are for
	 * @param metrics where messages are counted
	 * @param nanoTime monotonic time in nanoseconds
	 * @param timed whether {@link #tick} does anything
	 */
	public ServerConnection(ServerConnectionRequest request, ServerTransport transport, ServerConnectionHub hub,
			ServerMetrics metrics, LongSupplier nanoTime, boolean timed) {
		this.request = request;
		this.transport = transport;
		this.hub = hub;
		this.metrics = metrics;
		this.timed = timed;
		this.keepAlive = new ServerKeepAlive(nanoTime);
		this.clients = new ServedClients(() -> this.capabilities.carriesClients(), this::isOpen,
				() -> write(ServerPings.FIN_ACK));
	}

	/**
	 * Id that the app server gave the connection.
	 * @return the {@code cid} of its URL
	 */
	public String id() {
		return this.request.connectionId();
	}

	/**
	 * Id of the app server's process.
	 * @return the id
	 */
	public String serverId() {
		return this.request.serverId();
	}

	/**
	 * Hub that the connection serves.
	 * @return the scope
	 */
	public HubScope scope() {
		return this.request.scope();
	}

	/**
	 * Node that the app server was asked to connect to.
	 * @return the node id, or {@code null} when the app server came by itself
	 */
	public @Nullable String target() {
		return this.request.target();
	}

	/**
	 * What the app server has said in its handshake.
	 * @return what it can and allows; nothing before the handshake
	 */
	public ServerCapabilities capabilities() {
		return this.capabilities;
	}

	/**
	 * Clients given to this connection.
	 * @return their number and whether they may come and stay
	 */
	public ServedClients clients() {
		return this.clients;
	}

	/**
	 * Whether the end of this connection need not end its clients: the app server allows
	 * that always, or it allows that for shutdown and has announced one.
	 * @return {@code true} when clients may be moved to another one
	 */
	public boolean mayLoseClientsToOthers() {
		return this.capabilities.migratesAlways()
				|| (this.clients.isDraining() && this.capabilities.migratesOnShutdown());
	}

	/**
	 * Whether messages can be exchanged.
	 * @return {@code true} after the handshake and before the end
	 */
	public boolean isOpen() {
		return this.state == State.OPEN;
	}

	/**
	 * Writes a message to the app server; dropped unless the connection is open.
	 * @param message the message
	 */
	public void write(ServiceMessage message) {
		if (isOpen()) {
			this.transport.write(message);
		}
	}

	/**
	 * Asks the app server for one more server connection. It may have as many as it wants
	 * already; then nothing comes of it.
	 * @param nodeId node that the connection shall come to
	 */
	public void askForConnectionTo(String nodeId) {
		write(ServerPings.target(nodeId));
	}

	/**
	 * Whether the app server takes more.
	 * @return {@code false} while it reads too slowly
	 */
	public boolean isWritable() {
		return this.transport.isWritable();
	}

	/**
	 * Whether none of the clients may be read any more, lest the connection is cut for
	 * all of them.
	 * @return {@code true} while far too much waits for the app server
	 */
	public boolean isOverloaded() {
		return this.transport.isOverloaded();
	}

	/**
	 * Whether messages of the app server are read.
	 * @param reading {@code false} to stop reading
	 */
	public void setReading(boolean reading) {
		this.keepAlive.setReading(reading);
		this.transport.setReading(reading);
	}

	/**
	 * Ends the connection.
	 * @param reason text for the peer
	 */
	public void close(String reason) {
		this.transport.close(NORMAL, reason);
	}

	/**
	 * Does what time asks for: pings, or gives up a connection that is silent. To be
	 * called about once a second, one call at a time.
	 * @param times the limits
	 */
	public void tick(ServerConnectionTimes times) {
		if (!this.timed) {
			return;
		}
		switch (this.state) {
			case HANDSHAKE -> {
				if (this.keepAlive.isSilentFor(times.handshake().toNanos())) {
					this.transport.close(PROTOCOL_ERROR, "The service handshake was not received in time.");
				}
			}
			case OPEN -> keepAlive(times);
			case CLOSED -> {
			}
		}
	}

	private void keepAlive(ServerConnectionTimes times) {
		if (this.keepAlive.isSilentFor(times.silence().toNanos())) {
			logger.warn("Server connection {} of {} has been silent for too long and is closed", id(), serverId());
			this.transport.close(PROTOCOL_ERROR, "Nothing was received for too long.");
		}
		else if (this.keepAlive.isPingDue(times.pingInterval().toNanos())) {
			write(ServerPings.KEEP_ALIVE);
		}
	}

	@Override
	public void onMessage(ServiceMessage message) {
		if (this.timed) {
			this.keepAlive.received();
		}
		this.metrics.received(message);
		switch (this.state) {
			case HANDSHAKE -> handshake(message);
			case OPEN -> {
				if (message instanceof Ping ping) {
					ping(ping);
				}
				else {
					this.hub.onMessage(this, message);
				}
			}
			case CLOSED -> logger.debug("Message of type {} on closed server connection {}", message.type(), id());
		}
	}

	private void handshake(ServiceMessage message) {
		if (!(message instanceof HandshakeRequest said)) {
			this.metrics.invalid();
			refuse("The first message must be a handshake request, not one of type " + message.type() + ".");
			return;
		}
		if (said.version() != VERSION) {
			refuse("Version " + said.version() + " of the service protocol is not supported, only version " + VERSION
					+ ".");
			return;
		}
		this.capabilities = ServerCapabilities.of(said, this.request, !this.timed);
		String refusal = this.hub.admit(this);
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		// Nothing may be written before the response, so clients come after it
		this.transport.write(new HandshakeResponse(null, id()));
		this.state = State.OPEN;
		this.hub.onEstablished(this);
		logger.info("Server connection {} of app server {} serves hub {}", id(), serverId(),
				this.request.scope().name());
	}

	private void refuse(String text) {
		logger.warn("Server connection {} of app server {} is refused: {}", id(), serverId(), text);
		this.state = State.CLOSED;
		this.transport.write(new HandshakeResponse(text, id()));
		this.transport.close(NORMAL, text);
	}

	/** Answers by the first key that asks for something (reference, 3.6). */
	private void ping(Ping ping) {
		if (ping.messages().isEmpty()) {
			return;
		}
		String shutdown = ServerPings.value(ping, "shutdown");
		if (shutdown != null) {
			shutdown(shutdown);
		}
		else if (ServerPings.value(ping, "status") != null) {
			write(ServerPings.status(this.hub));
		}
		else if (ServerPings.value(ping, "servers") != null) {
			write(ServerPings.servers(this.hub));
		}
		// "echo" comes as the answer to ours; answering it would never end
	}

	/** The app server goes away, and repeats this until it gets finack (6.7). */
	private void shutdown(String value) {
		switch (value) {
			// Scale-in: clients stay until they go or the connection ends
			case "fin:0", "fin:2" -> this.clients.drain();
			case "fin:1" -> {
				this.clients.giveAway();
				this.hub.onClientsMustLeave(this);
			}
			default -> {
				this.metrics.invalid();
				return;
			}
		}
		this.clients.finishIfNoneIsLeft();
	}

	@Override
	public void onUnknownMessage(int type) {
		this.keepAlive.received();
		this.metrics.unknown();
		logger.debug("Message of unknown type {} on server connection {} is skipped", type, id());
	}

	@Override
	public void onInvalidMessage(String problem) {
		this.keepAlive.received();
		this.metrics.invalid();
		logger.warn("Message on server connection {} cannot be read: {}", id(), problem);
	}

	@Override
	public void onWritabilityChanged(boolean writable) {
		if (writable) {
			this.hub.onWritable(this);
		}
	}

	@Override
	public void onClosed(String reason) {
		this.state = State.CLOSED;
		this.hub.onClosed(this);
		logger.info("Server connection {} of app server {} has ended: {}", id(), serverId(), reason);
	}

	@Override
	public String toString() {
		return "ServerConnection[" + id() + " of " + serverId() + "]";
	}

	private enum State {

		/** Waits for the service handshake. */
		HANDSHAKE,

		/** Messages flow. */
		OPEN,

		/** Refused or ended. */
		CLOSED

	}

}
