// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

/**
 * Passes time while a server works.
 */
@FunctionalInterface
public interface Waiting {

	/** Sleeps by the clock. */
	Waiting SLEEP = (time) -> {
		try {
			Thread.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while measuring", ex);
		}
	};

	/**
	 * Waits.
	 * @param time how long
	 */
	void pause(Duration time);

}
