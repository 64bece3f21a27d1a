// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

/**
 * Work for one event loop.
 */
interface LoopTask {

	/** Does the work, on the loop. */
	void run();

	/** The loop has ended and the work will never be done. Called on any thread. */
	default void dropped() {
	}

	/**
	 * Bytes that wait with this task.
	 * @return an estimate
	 */
	default int weight() {
		return 64;
	}

}
