// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * How a run ended.
 *
 * @param sent messages sent
 * @param expected deliveries that they should have led to
 * @param deliveries deliveries that were received
 * @param disordered deliveries that came to a client after a later one of the same sender
 */
public record Outcome(long sent, long expected, long deliveries, long disordered) {

	/**
	 * Deliveries that never came.
	 * @return the number; negative if there were more than expected
	 */
	public long lost() {
		return this.expected - this.deliveries;
	}

}
