// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.List;

/**
 * How thoroughly is measured.
 */
public enum Edition {

	/** Everything within 15 minutes on two cores. */
	SHORT(new Windows(5, Duration.ofMillis(2_000), Duration.ofMillis(100), Duration.ofMillis(400),
			Duration.ofSeconds(6), Duration.ofSeconds(3)), List.of(1_000), List.of(64)),

	/** All sizes, longer windows, more rounds. */
	FULL(new Windows(7, Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(20),
			Duration.ofSeconds(10)), List.of(1_000, 5_000), List.of(64, 2_048));

	private final Windows windows;

	private final List<Integer> connections;

	private final List<Integer> payloads;

	Edition(Windows windows, List<Integer> connections, List<Integer> payloads) {
		this.windows = windows;
		this.connections = connections;
		this.payloads = payloads;
	}

	/**
	 * Rounds and lengths of an alternation.
	 * @return the windows
	 */
	public Windows windows() {
		return this.windows;
	}

	/**
	 * Numbers of clients of a broadcast.
	 * @return the numbers, ascending
	 */
	public List<Integer> connections() {
		return this.connections;
	}

	/**
	 * Lengths of messages.
	 * @return the numbers of bytes, ascending
	 */
	public List<Integer> payloads() {
		return this.payloads;
	}

	/**
	 * Picks what an edition does.
	 * @param whenShort for the short edition
	 * @param whenFull for the full edition
	 * @return one of them
	 * @param <T> type of both
	 */
	public <T> T pick(T whenShort, T whenFull) {
		return (this == SHORT) ? whenShort : whenFull;
	}

}
