// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * Where a client connection stands, which moves forward only. Written by the serial queue
 * of the connection, read by any thread.
 */
final class ConnectionState {

	private volatile Phase phase = Phase.HANDSHAKE;

	private volatile @Nullable HubProtocol protocol;

	boolean is(Phase other) {
		return this.phase == other;
	}

	boolean isOpen() {
		return this.phase != Phase.ENDED;
	}

	/**
	 * Hub protocol of the client.
	 * @return the protocol, or {@code null} before the handshake
	 */
	@Nullable HubProtocol protocol() {
		return this.protocol;
	}

	void shookHands(HubProtocol chosen) {
		this.protocol = chosen;
		if (isOpen()) {
			this.phase = Phase.CONNECTING;
		}
	}

	void connected() {
		if (isOpen()) {
			this.phase = Phase.CONNECTED;
		}
	}

	/**
	 * Ends the connection.
	 * @return {@code false} if it had ended before
	 */
	boolean end() {
		boolean first = isOpen();
		this.phase = Phase.ENDED;
		return first;
	}

	/** Phases, in order. */
	enum Phase {

		HANDSHAKE, CONNECTING, CONNECTED, ENDED

	}

}
