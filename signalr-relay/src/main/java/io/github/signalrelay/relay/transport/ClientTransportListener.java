// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.ByteBuffer;

import io.github.signalrelay.protocol.Payload;

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

	/**
	 * Whole messages that came while reading was off.
	 * @param messages what is for the hub
	 */
	default void onHeldMessages(Payload messages) {
		// Only where a transport has to read on
	}

	/**
	 * So much waits for acknowledgement that the client should be sent less, or no longer
	 * so.
	 * @param full whether it does
	 */
	default void onOutputFull(boolean full) {
		// Only where messages are kept
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
