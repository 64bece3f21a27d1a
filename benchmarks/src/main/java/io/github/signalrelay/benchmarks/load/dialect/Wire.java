// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.Dialect;

/**
 * What a dialect says. Holds no state, so that one serves all clients.
 */
public interface Wire {

	/**
	 * The wire of a dialect.
	 * @param dialect the dialect
	 * @return what it says
	 */
	static Wire of(Dialect dialect) {
		return switch (dialect) {
			case SIGNALR_JSON -> SignalRWire.json();
			case SIGNALR_MESSAGEPACK -> SignalRWire.messagePack();
			case PLAIN, FRAMES -> new PlainWire();
			case SOCKET_IO -> new SocketIoWire();
			case STOMP -> new StompWire();
		};
	}

	/**
	 * How the first messages of a server follow each other.
	 * @return the framing
	 */
	Framing framing();

	/**
	 * Whether messages are binary.
	 * @return {@code false} for text
	 */
	default boolean binary() {
		return false;
	}

	/**
	 * Sub-protocol to ask for.
	 * @return its name, or {@code null} for none
	 */
	default @Nullable String subProtocol() {
		return null;
	}

	/**
	 * What stands behind the path when a WebSocket is opened without negotiation.
	 * @return the query, with its question mark, or nothing
	 */
	default String query() {
		return "";
	}

	/**
	 * Says what comes first.
	 * @param line connection that has just been made
	 */
	void hello(Line line);

	/**
	 * Says again what may have been said too early. Called four times a second until the
	 * client is ready.
	 * @param line connection
	 */
	default void again(Line line) {
	}

	/**
	 * Takes a message without stamp.
	 * @param line connection it came on
	 * @param data array that holds it
	 * @param from index of its first byte
	 * @param to index behind its last
	 */
	void control(Line line, byte[] data, int from, int to);

	/**
	 * A message to its sender.
	 * @param text length of the text
	 * @return its envelope
	 */
	Envelope echo(int text);

	/**
	 * A message to all.
	 * @param text length of the text
	 * @return its envelope
	 */
	Envelope broadcast(int text);

	/**
	 * A message to some, by a hub method.
	 * @param method hub method with two arguments
	 * @param target first argument: whom
	 * @param text length of the text
	 * @return its envelope
	 * @throws IllegalArgumentException if the dialect has none
	 */
	default Envelope to(String method, String target, int text) {
		throw new IllegalArgumentException("Only SignalR has " + method);
	}

	/**
	 * Calls a hub method with strings.
	 * @param id id of the call
	 * @param method hub method
	 * @param arguments arguments
	 * @return the message
	 * @throws IllegalArgumentException if the dialect has no calls
	 */
	default byte[] call(String id, String method, String... arguments) {
		throw new IllegalArgumentException("Only SignalR has " + method);
	}

	/**
	 * A message to all that is no traffic: {@link Line#present()} follows at each client
	 * that it reaches.
	 * @return the message, {@code null} where clients that are ready are reached for sure
	 */
	default byte @Nullable [] rollCall() {
		return null;
	}

	/**
	 * What a client says from time to time so that the server keeps it.
	 * @return the message, or {@code null} if nothing need be said
	 */
	default byte @Nullable [] ping() {
		return null;
	}

	/**
	 * What a client says before it goes.
	 * @return the message, or {@code null} for nothing
	 */
	default byte @Nullable [] goodbye() {
		return null;
	}

}
