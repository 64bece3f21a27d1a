// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.Map;

/**
 * How much time each goal has in the short edition, with start and warm-up of its servers
 * on two cores. The full edition has no limit.
 */
public final class Budget {

	/** How long the short edition may last, micro benchmarks included. */
	public static final Duration TOTAL = Duration.ofMinutes(15);

	/** What the micro benchmarks have of it. */
	public static final Duration MICRO_BENCHMARKS = Duration.ofSeconds(60);

	/**
	 * P1 to P4 and P6 read the same round of broadcasts, which P1 pays for; P5 reads it
	 * and the echoes of P10.
	 */
	private static final Map<String, Integer> SECONDS = Map.ofEntries(Map.entry("P1", 172), Map.entry("P2", 1),
			Map.entry("P3", 1), Map.entry("P4", 1), Map.entry("P5", 1), Map.entry("P6", 13), Map.entry("P7", 53),
			Map.entry("P8", 62), Map.entry("P9", 36), Map.entry("P10", 46), Map.entry("P11", 75), Map.entry("P12", 35),
			Map.entry("P13", 30), Map.entry("P14", 31), Map.entry("P15", 48), Map.entry("P16", 56),
			Map.entry("P17", 23), Map.entry("P18", 49), Map.entry("P19", 53), Map.entry("P20", 52));

	private Budget() {
	}

	/**
	 * Time of a goal in the short edition.
	 * @param goal id of the goal
	 * @return the time, none if the goal is unknown
	 */
	public static Duration of(String goal) {
		return Duration.ofSeconds(SECONDS.getOrDefault(goal, 0));
	}

	/**
	 * Time of all goals in the short edition.
	 * @return the sum
	 */
	public static Duration goals() {
		return Duration.ofSeconds(SECONDS.values().stream().mapToInt(Integer::intValue).sum());
	}

}
