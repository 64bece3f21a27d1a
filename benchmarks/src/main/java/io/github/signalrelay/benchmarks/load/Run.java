// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;

/**
 * A run under way.
 */
public interface Run {

	/**
	 * What happened since the last call of this method, or since the start. Blocks until
	 * the event loop has answered.
	 * @return the interval
	 */
	Interval interval();

	/**
	 * Stops to send and waits for what is under way.
	 * @param drain how long to wait
	 * @return the outcome
	 */
	Outcome stop(Duration drain);

}
