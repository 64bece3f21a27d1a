// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.Collection;
import java.util.List;

/**
 * What several measurements of the same thing gave.
 *
 * @param median the one in the middle, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 * @param count number of measurements
 */
public record Spread(double median, double min, double max, int count) {

	/** Nothing was measured. */
	public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN, 0);

	/**
	 * Sums measurements up. What is not finite is left out and not counted.
	 * @param measurements the measurements, in any order
	 * @return their spread, {@link #NONE} if there are none
	 */
	public static Spread of(Collection<Double> measurements) {
		double[] sorted = measurements.stream()
			.mapToDouble(Double::doubleValue)
			.filter(Double::isFinite)
			.sorted()
			.toArray();
		if (sorted.length == 0) {
			return NONE;
		}
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
	}

	/**
	 * A thing that was measured once.
	 * @param measurement the measurement
	 * @return its spread
	 */
	public static Spread once(double measurement) {
		return of(List.of(measurement));
	}

	/**
	 * Distance of the extremes, as part of the median.
	 * @return 0 if all were the same
	 */
	public double relative() {
		return (this.max - this.min) / this.median;
	}

}
