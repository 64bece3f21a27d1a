// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.nio.ByteBuffer;

import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;

/**
 * Input and end of one of the WebSockets that carry a client's messages, which count
 * while it is the current one. Owned by the event loop of the connection.
 */
final class CarriedInput implements ClientTransportListener {

	private final ClientTransport transport;

	private final Target target;

	private boolean ended;

	private boolean full;

	CarriedInput(ClientTransport transport, Target target) {
		this.transport = transport;
		this.target = target;
	}

	ClientTransport transport() {
		return this.transport;
	}

	boolean isEnded() {
		return this.ended;
	}

	boolean isFull() {
		return this.full;
	}

	@Override
	public void onInput(ByteBuffer input) {
		if (isCurrent()) {
			this.target.listener().onInput(input);
		}
		else {
			// Either replaced, or it sends before it may
			this.transport.abort();
		}
	}

	@Override
	public void onSignOfLife() {
		if (isCurrent()) {
			this.target.listener().onSignOfLife();
		}
	}

	@Override
	public void onOutputFull(boolean nowFull) {
		this.full = nowFull;
		if (isCurrent()) {
			this.target.outputChanged();
		}
	}

	@Override
	public void onEnded(TransportEnd end, String detail) {
		this.ended = true;
		this.full = false;
		if (isCurrent()) {
			this.target.lost(end, detail);
		}
	}

	private boolean isCurrent() {
		return this.target.current() == this;
	}

	/** What the WebSockets carry messages for. */
	interface Target {

		/** Input of the WebSocket that counts. */
		CarriedInput current();

		ClientTransportListener listener();

		/** The current WebSocket has become full, or has room again. */
		void outputChanged();

		/** The current WebSocket has ended. */
		void lost(TransportEnd end, String detail);

	}

}
