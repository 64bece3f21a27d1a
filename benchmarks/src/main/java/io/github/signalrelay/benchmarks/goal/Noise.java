// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

/**
 * How steady the machine was: the same server under the same load, again and again.
 *
 * @param reference the server
 * @param load the load
 * @param cpuMicros its processor time per delivery, in microseconds
 * @param perSecond its rate
 */
public record Noise(String reference, String load, Spread cpuMicros, Spread perSecond) {

	/**
	 * What a series says of the machine.
	 * @param load the load that it was measured under
	 * @param series the reference's series
	 * @return the noise
	 */
	public static Noise of(String load, Series series) {
		return new Noise(series.name(), load, series.spread(Sample::cpuMicros), series.spread(Sample::perSecond));
	}

}
