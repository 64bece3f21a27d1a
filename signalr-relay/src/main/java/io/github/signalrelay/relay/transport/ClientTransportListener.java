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
	 * So much waits for the client that who can should stop to send, or no longer so
	 * much. The first call says that it is full; calls alternate. Called in the middle of
	 * a write, so it MUST NOT write. A transport that cannot tell never calls.
	 * @param full whether too much waits
	 */
	default void onOutputFull(boolean full) {
	}

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

	/** Ways in which a transport ends. */
	enum TransportEnd {

		/** The client closed in the orderly way, or agreed to our close. */
		CLOSED,

		/** The connection was lost, or cut by us. */
		LOST,

		/** The client's next request did not come in time. */
		TIMED_OUT,

		/** The client did not come back in time after its connection was lost. */
		NOT_RESUMED,

		/** More was written for a client that was away than is kept. */
		REPLAY_FULL,

		/** The client's compressed messages became far more than it had sent. */
		TOO_LARGE,

		/** The client broke the rules of the transport. */
		PROTOCOL_ERROR

	}

}
