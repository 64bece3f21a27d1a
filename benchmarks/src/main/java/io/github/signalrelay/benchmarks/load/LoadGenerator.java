// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;

/**
 * Loads servers with many clients on one event loop of its own. May be used by any
 * thread; its methods block.
 */
public final class LoadGenerator implements AutoCloseable {

	private final GeneratorLoop loop = new GeneratorLoop();

	private final AtomicInteger numbers = new AtomicInteger();

	private final List<ClientPopulation> populations = new CopyOnWriteArrayList<>();

	/**
	 * Connects clients and returns when the server has taken all in.
	 * @param address where the server listens
	 * @param dialect what it wants to hear
	 * @param transport how it is carried
	 * @param opening how many clients, and how fast they come
	 * @return the clients
	 * @throws IllegalArgumentException if the dialect is not spoken over the transport
	 * @throws IllegalStateException if a client cannot connect; the message has the
	 * number and the first reason, and none is left connected
	 */
	public Population open(Address address, Dialect dialect, Transport transport, Opening opening) {
		int base = this.numbers.getAndAdd(opening.connections()) & 0xFFFF;
		ClientPopulation population = new ClientPopulation(this.loop, base, address, dialect, transport, opening);
		this.populations.add(population);
		try {
			population.open();
		}
		catch (IllegalStateException ex) {
			population.cut();
			throw ex;
		}
		this.populations.removeIf(ClientPopulation::isOver);
		return population;
	}

	/**
	 * Cuts what is connected and ends the event loop.
	 */
	@Override
	public void close() {
		for (ClientPopulation population : new ArrayList<>(this.populations)) {
			population.cut();
		}
		this.loop.close();
	}

}
