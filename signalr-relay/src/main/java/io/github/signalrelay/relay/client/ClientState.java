// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

/**
 * States of a client connection, in the order in which they are passed.
 */
enum ClientState {

	/**
	 * The client's handshake request has not been read yet. Routing knows nothing of it.
	 */
	HANDSHAKING,

	/**
	 * Routing was told; the hub has not answered the handshake. Multicasts are held back.
	 */
	AWAITING_HUB,

	/** The hub refused the handshake and is about to close the connection. */
	REFUSED_BY_HUB,

	/** Messages pass both ways. */
	OPEN,

	/** We end the connection and wait for the client. Routing was told. */
	CLOSING,

	/** Nothing is left. */
	CLOSED;

	/** Whether the listener was told of the connection, and not yet of its end. */
	boolean isServed() {
		return this == AWAITING_HUB || this == REFUSED_BY_HUB || this == OPEN;
	}

}
