// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import java.time.Duration;

import io.github.signalrelay.benchmarks.goal.Windows;

/**
 * Windows whose length is set by the clock: under a load that is given, a server with
 * less to do must not be looked at for longer.
 */
final class WallWindows {

	/** More processor time than a server gets. */
	private static final Duration ENDLESS = Duration.ofDays(1);

	private WallWindows() {
	}

	/**
	 * Windows of a length.
	 * @param rounds how often each server has its turn
	 * @param warmUp processor time before the first round
	 * @param settle processor time at the start of each turn that is not counted
	 * @param length length of each turn by the clock
	 * @return the windows
	 */
	static Windows of(int rounds, Duration warmUp, Duration settle, Duration length) {
		return new Windows(rounds, warmUp, settle, ENDLESS, length, Duration.ofSeconds(5));
	}

}
