// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.ByteBuffer;

/**
 * Receives what a {@link ClientTransport} brings. Called on the event loop of the
 * transport.
 */
public interface ClientTransportListener {

	/**
	 * Bytes of the client. Borders of the pieces mean nothing.
	 * @param input the bytes, which are gone when the method returns
	 */
	void onInput(ByteBuffer input);

	/**
	 * The client showed that it lives without sending data.
	 */
	void onSignOfLife();

	/**
	 * Nothing more will come from the client. Called exactly once; further writes are
	 * dropped.
	 * @param end how it ended
	 * @param detail text for the log and the app server, empty for an ordinary end
	 */
	void onEnded(TransportEnd end, String detail);

	/**
	 * The client came back after the transport had lost its connection. What it was
	 * sending when that happened will come again, from the beginning of a message.
	 */
	default void onResumed() {
		// Only where a transport can
	}

	/** Ways in which a transport ends. */
	enum TransportEnd {

		/** The client closed in the orderly way, or agreed to our close. */
		CLOSED,

		/** The connection was lost, or cut by us. */
		LOST,

		/** The client did not come back in time after its connection was lost. */
		NOT_RESUMED,

		/** More was written for a client that was away than is kept. */
		REPLAY_FULL,

		/** The client broke the rules of the transport. */
		PROTOCOL_ERROR

	}

}
