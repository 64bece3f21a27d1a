// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.concurrent.Executor;

import io.github.signalrelay.hub.call.ClientMessages;
import io.github.signalrelay.hub.connection.ConnectionState.Phase;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * Looks after the time-outs and the keep-alive of one connection (hub protocol reference,
 * section 12). Ticks come from the heartbeat; what they lead to is done on the serial
 * queue of the connection.
 */
final class ConnectionWatch {

	private final HubRuntime hub;

	private final ConnectionState state;

	private final ConnectionClock clock;

	private final ConnectionOutput output;

	private final ClientMessages messages;

	private final Executor queue;

	private final Host host;

	ConnectionWatch(HubRuntime hub, ConnectionState state, ConnectionClock clock, ConnectionOutput output,
			ClientMessages messages, Executor queue, Host host) {
		this.hub = hub;
		this.state = state;
		this.clock = clock;
		this.output = output;
		this.messages = messages;
		this.queue = queue;
		this.host = host;
	}

	/**
	 * Looks what is due.
	 * @param now the time
	 */
	void tick(long now) {
		if (this.state.is(Phase.HANDSHAKE) && this.clock.isHandshakeLate(now)) {
			this.queue.execute(this::handshakeTimedOut);
		}
		if (this.state.is(Phase.CONNECTED) && this.clock.isClientLate(now)) {
			this.queue.execute(() -> clientTimedOut(now));
		}
		if ((this.state.is(Phase.CONNECTING) || this.state.is(Phase.CONNECTED)) && this.output.isWritable()
				&& this.clock.isPingDue(now)) {
			this.queue.execute(this::ping);
		}
	}

	private void ping() {
		HubProtocol protocol = this.state.protocol();
		if (this.state.isOpen() && protocol != null) {
			this.output.ping(this.hub.ping(protocol));
		}
	}

	private void handshakeTimedOut() {
		if (this.state.is(Phase.HANDSHAKE)) {
			this.output.handshake(HubHandshake.CANCELED);
			this.host.ended(ConnectionEnd.REFUSED);
		}
	}

	private void clientTimedOut(long now) {
		if (this.state.is(Phase.CONNECTED) && !this.messages.isBlocked() && this.clock.isClientLate(now)) {
			this.host.ended(ConnectionEnd.timedOut(this.hub.texts()));
		}
	}

	/** The connection, called on its serial queue. */
	interface Host {

		void ended(ConnectionEnd reason);

	}

}
