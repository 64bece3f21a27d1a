// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.Optional;

/**
 * Starts the servers that are measured. Each method starts one, waits until it listens,
 * and leaves stopping to its caller.
 */
public interface Targets {

	/**
	 * Our relay as a program, with app servers in processes of their own; the relay is
	 * measured.
	 * @param options set-up
	 * @return the server
	 */
	Target relay(HubOptions options);

	/**
	 * A WebFlux application with the starter and the embedded relay, which is measured.
	 * @param options set-up
	 * @return the server
	 */
	Target embedded(HubOptions options);

	/**
	 * L: a bare Netty server with one handler per connection that writes frames which
	 * were encoded once.
	 * @param tls whether clients speak TLS
	 * @return the server
	 */
	Target lean(boolean tls);

	/**
	 * C: one thread that sends the same bytes to one socket after another, in C.
	 * @return the server, or empty where no C compiler is found
	 */
	Optional<Target> sendLoop();

	/**
	 * B: µWebSockets in Bun, as npm ships it.
	 * @return the server, or empty where the package is not installed
	 */
	Optional<Target> bun();

	/**
	 * A WebFlux {@code WebSocketHandler} with a sink per connection.
	 * @return the server
	 */
	Target webFlux();

	/**
	 * Spring's STOMP simple broker on Tomcat.
	 * @return the server
	 */
	Target stomp();

	/**
	 * netty-socketio.
	 * @return the server
	 */
	Target nettySocketIo();

	/**
	 * socket.io on Node.
	 * @return the server, or empty where Node or the package is not installed
	 */
	Optional<Target> socketIo();

	/**
	 * ws on Node.
	 * @return the server, or empty where Node or the package is not installed
	 */
	Optional<Target> ws();

}
