// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * How clients come in.
 *
 * @param connections number of clients
 * @param perSecond most clients that are begun in a second
 * @param concurrent most clients that are under way (negotiate, upgrade, handshake) at
 * the same time
 * @param users whether each client names a user of its own ({@code u0}, {@code u1}, ...)
 * as the query parameter {@code user}
 */
public record Opening(int connections, int perSecond, int concurrent, boolean users) {

	/**
	 * Clients without users, as fast as 100 at the same time come in.
	 * @param connections number of clients
	 * @return how they come in
	 */
	public static Opening of(int connections) {
		return new Opening(connections, Integer.MAX_VALUE, 100, false);
	}

}
