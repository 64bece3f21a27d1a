// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

/**
 * Work for one event loop.
 */
interface LoopTask {

	/** Does the work, on the loop. */
	void run();

	/**
	 * Does the work when nothing waits behind it, so that what it writes need not wait
	 * for more.
	 */
	default void runLast() {
		run();
	}

	/**
	 * Takes over the work of the task that waits behind this one, to do both at once.
	 * Called on the loop, before {@link #run}.
	 * @param next the task behind; when taken, nothing of it is called any more
	 * @return whether it was taken
	 */
	default boolean takes(LoopTask next) {
		return false;
	}

	/** The loop has ended and the work will never be done. Called on any thread. */
	default void dropped() {
	}

	/**
	 * Bytes that wait with this task and those it took over.
	 * @return an estimate
	 */
	default int weight() {
		return 64;
	}

}
