// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

/**
 * Raw figures of one server that was compared: medians over the rounds, except for counts
 * of faults, which are sums, and the generator's load, of which the highest counts.
 *
 * @param server the server
 * @param cpuMicros processor time per delivery, in microseconds
 * @param perSecond deliveries per second
 * @param p50Millis latency that half of the deliveries stayed within
 * @param p99Millis latency that 99 % of the deliveries stayed within
 * @param generatorLoad part of a core that the generator used
 * @param lost deliveries that never came
 * @param disordered deliveries that came out of order
 */
public record Side(String server, double cpuMicros, double perSecond, double p50Millis, double p99Millis,
		double generatorLoad, long lost, long disordered) {

	/** Generators that are busier than this may be what was measured. */
	public static final double BUSY = 0.9;

	/**
	 * Sums a series up.
	 * @param series the series
	 * @return its figures
	 */
	public static Side of(Series series) {
		return new Side(series.name(), series.spread(Sample::cpuMicros).median(),
				series.spread(Sample::perSecond).median(), series.spread(Sample::p50Nanos).median() / 1e6,
				series.spread(Sample::p99Nanos).median() / 1e6, series.spread(Sample::generatorLoad).max(),
				series.samples().stream().mapToLong(Sample::lost).sum(),
				series.samples().stream().mapToLong(Sample::disordered).sum());
	}

	/**
	 * Whether all messages came, once and in order.
	 * @return true if so
	 */
	public boolean faultless() {
		return this.lost == 0 && this.disordered == 0;
	}

}
