// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * What happened in a time.
 *
 * @param wall length of the time
 * @param sent messages sent
 * @param deliveries messages received, counted once for each client that got them
 * @param latency nanoseconds from when a message was due to when a client received it
 * @param generatorCpu processor time of the generator's process
 */
public record Interval(Duration wall, long sent, long deliveries, Histogram latency, Duration generatorCpu) {

	/**
	 * Part of a core that the generator used: above 0.9 its figures say more about itself
	 * than about the server.
	 * @return 0 to 1, or more if it uses several cores
	 */
	public double generatorLoad() {
		return this.generatorCpu.toNanos() / (double) Math.max(1, this.wall.toNanos());
	}

}
