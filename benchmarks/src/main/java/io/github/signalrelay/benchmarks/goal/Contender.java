// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * One side of a comparison: a server, its clients, and what they send.
 *
 * @param name the server, and what sets it apart from others of its kind
 * @param server the process whose processor time counts
 * @param population clients, already connected
 * @param traffic what they send
 * @param gauge a count that only rises, read at both ends of each window
 */
public record Contender(String name, ServerProcess server, Population population, Traffic traffic, LongSupplier gauge) {

	/**
	 * A contender without a gauge.
	 * @param name the server
	 * @param server the process whose processor time counts
	 * @param population clients, already connected
	 * @param traffic what they send
	 */
	public Contender(String name, ServerProcess server, Population population, Traffic traffic) {
		this(name, server, population, traffic, () -> 0);
	}

	/**
	 * The same server and clients with other traffic.
	 * @param other what they send
	 * @return the contender
	 */
	public Contender with(Traffic other) {
		return new Contender(this.name, this.server, this.population, other, this.gauge);
	}

}
