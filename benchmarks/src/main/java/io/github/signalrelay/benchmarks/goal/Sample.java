// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

/**
 * One window of one server under load.
 *
 * @param cpu processor time of the server
 * @param wall length of the window
 * @param sent messages sent in it
 * @param deliveries messages received in it
 * @param p50Nanos latency that half of the deliveries stayed within
 * @param p99Nanos latency that 99 % of the deliveries stayed within
 * @param generatorLoad part of a core that the generator used
 * @param lost deliveries of the whole run that never came
 * @param disordered deliveries of the whole run that came out of order
 * @param gauged what a gauge of the caller's rose by, 0 without one
 */
public record Sample(Duration cpu, Duration wall, long sent, long deliveries, long p50Nanos, long p99Nanos,
		double generatorLoad, long lost, long disordered, long gauged) {

	/**
	 * Processor time for a delivery.
	 * @return microseconds, not a number if nothing was delivered
	 */
	public double cpuMicros() {
		return (this.deliveries > 0) ? this.cpu.toNanos() / 1_000.0 / this.deliveries : Double.NaN;
	}

	/**
	 * Deliveries in a second of wall time.
	 * @return the rate
	 */
	public double perSecond() {
		return this.deliveries * 1e9 / Math.max(1, this.wall.toNanos());
	}

	/**
	 * What the gauge rose by for a delivery.
	 * @return the gauge's units, not a number if nothing was delivered
	 */
	public double gaugedPerDelivery() {
		return (this.deliveries > 0) ? this.gauged / (double) this.deliveries : Double.NaN;
	}

}
