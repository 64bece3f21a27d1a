// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.Dialect;

/**
 * Who takes part in the round of broadcasts.
 */
enum Rival {

	/** L, the reference of most. */
	LEAN("L", ServerKind.LEAN, true, "P1", "P2"),

	/** Our relay, clients with JSON. */
	RELAY("relay, JSON", ServerKind.RELAY, true, "P1", "P2", "P3", "P4", "P5", "P6"),

	/** Our relay, clients with MessagePack. */
	RELAY_MESSAGEPACK("relay, MessagePack", ServerKind.SECOND_RELAY, true, "P1"),

	/** C. */
	SEND_LOOP("C", ServerKind.SEND_LOOP, false, "P2"),

	/** B. */
	BUN("B", ServerKind.BUN, false, "P3", "P5"),

	/** Our WebFlux control. */
	WEB_FLUX("WebFlux", ServerKind.WEB_FLUX, false, "P6"),

	/** Spring's broker. */
	STOMP("STOMP", ServerKind.STOMP, false, "P4"),

	/** The Java port of Socket.IO. */
	NETTY_SOCKET_IO("netty-socketio", ServerKind.NETTY_SOCKET_IO, false, "P4"),

	/** Socket.IO. */
	SOCKET_IO("socket.io", ServerKind.SOCKET_IO, false, "P4"),

	/** The WebSocket server of most Node users. */
	WS("ws", ServerKind.WS, false, "P4");

	private final String label;

	private final ServerKind kind;

	private final boolean core;

	private final String[] goals;

	Rival(String label, ServerKind kind, boolean core, String... goals) {
		this.label = label;
		this.kind = kind;
		this.core = core;
		this.goals = goals;
	}

	/**
	 * Name in results.
	 * @return the name
	 */
	String label() {
		return this.label;
	}

	/**
	 * Which server it is.
	 * @return the kind
	 */
	ServerKind kind() {
		return this.kind;
	}

	/**
	 * Whether it takes part at every size: the others do at the first number of clients
	 * only.
	 * @return true if it does
	 */
	boolean core() {
		return this.core;
	}

	/**
	 * Ids of the goals that need it.
	 * @return the ids
	 */
	String[] goals() {
		return this.goals.clone();
	}

	/**
	 * What its clients speak.
	 * @param own dialect of the server
	 * @return the dialect
	 */
	Dialect dialect(Dialect own) {
		return (this == RELAY_MESSAGEPACK) ? Dialect.SIGNALR_MESSAGEPACK : own;
	}

}
