// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;

/**
 * Clients that are connected. All methods block their caller and may be called on any
 * thread but the generator's event loop.
 */
public interface Population extends AutoCloseable {

	/**
	 * Number of clients that are connected.
	 * @return the number
	 */
	int size();

	/**
	 * How long it took until all were connected.
	 * @return the time from the first connect on
	 */
	Duration openedIn();

	/**
	 * Has clients join groups, and returns when all joins are answered.
	 * @param plan who joins what
	 */
	void join(GroupPlan plan);

	/**
	 * Has clients leave groups, and returns when all are answered.
	 * @param plan who leaves what
	 */
	void leave(GroupPlan plan);

	/**
	 * Has some clients stop reading from their sockets, the last ones of the population.
	 * They are no longer expected to receive anything.
	 * @param connections number of clients
	 */
	void stall(int connections);

	/**
	 * Clients among the stalled ones whose connection has been ended by the server.
	 * @return the number
	 */
	int stalledAndClosed();

	/**
	 * Begins to send.
	 * @param traffic what
	 * @return the run
	 */
	Run start(Traffic traffic);

	/**
	 * Clients that the server has closed though nobody asked for it, stalled ones left
	 * out.
	 * @return the number
	 */
	int lostConnections();

	/**
	 * Cuts all connections at once, without any closing handshake, and returns when they
	 * are closed.
	 */
	void cut();

	/**
	 * Ends all connections as a client does that stops, and returns when they are closed.
	 */
	@Override
	void close();

}
