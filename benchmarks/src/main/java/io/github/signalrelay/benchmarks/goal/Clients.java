// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;

/**
 * Where goals get clients from: the load generator.
 */
@FunctionalInterface
public interface Clients {

	/**
	 * Connects clients and blocks until all of them are.
	 * @param address where to
	 * @param dialect what they speak
	 * @param transport how they are connected
	 * @param opening how many, how fast
	 * @return the clients
	 */
	Population open(Address address, Dialect dialect, Transport transport, Opening opening);

}
