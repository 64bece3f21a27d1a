// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.Optional;

import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;
import io.github.signalrelay.benchmarks.target.Targets;

/**
 * Servers that several goals share, in the set-up that their users get.
 */
public enum ServerKind {

	/** Our relay with an app server beside it. */
	RELAY,

	/**
	 * Another one, for goals that hold two uses of a relay against each other: clients on
	 * one relay would hear each other's broadcasts.
	 */
	SECOND_RELAY,

	/** Our relay within an application. */
	EMBEDDED,

	/** L. */
	LEAN,

	/** C. */
	SEND_LOOP,

	/** B. */
	BUN,

	/** The WebFlux control. */
	WEB_FLUX,

	/** Spring's STOMP simple broker. */
	STOMP,

	/** netty-socketio. */
	NETTY_SOCKET_IO,

	/** socket.io. */
	SOCKET_IO,

	/** ws. */
	WS;

	/**
	 * Starts one.
	 * @param targets who starts it
	 * @return the server, or empty where its kind cannot run on this machine
	 */
	public Optional<Target> start(Targets targets) {
		return switch (this) {
			case RELAY, SECOND_RELAY -> Optional.of(targets.relay(HubOptions.DEFAULT));
			case EMBEDDED -> Optional.of(targets.embedded(HubOptions.DEFAULT));
			case LEAN -> Optional.of(targets.lean(false));
			case SEND_LOOP -> targets.sendLoop();
			case BUN -> targets.bun();
			case WEB_FLUX -> Optional.of(targets.webFlux());
			case STOMP -> Optional.of(targets.stomp());
			case NETTY_SOCKET_IO -> Optional.of(targets.nettySocketIo());
			case SOCKET_IO -> targets.socketIo();
			case WS -> targets.ws();
		};
	}

}
