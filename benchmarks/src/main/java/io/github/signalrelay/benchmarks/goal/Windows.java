// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

/**
 * How long servers are warmed up and measured. Processor time is the server's: with busy
 * neighbours a warm-up by the clock leaves a JVM cold.
 *
 * @param rounds how often each server has its turn
 * @param warmUp processor time before the first round
 * @param settle processor time at the start of each turn that is not counted
 * @param window processor time of each turn
 * @param wallLimit longest time by the clock for each of these, for servers that idle
 * @param drain how long to wait at the end of a turn for what is under way
 */
public record Windows(int rounds, Duration warmUp, Duration settle, Duration window, Duration wallLimit,
		Duration drain) {

	/**
	 * The same with another warm-up.
	 * @param longer processor time before the first round
	 * @return the windows
	 */
	public Windows withWarmUp(Duration longer) {
		return new Windows(this.rounds, longer, this.settle, this.window, this.wallLimit, this.drain);
	}

	/**
	 * The same for servers that had much like load from the same clients just now.
	 * @return windows with a quarter of the warm-up
	 */
	public Windows whenWarm() {
		return withWarmUp(this.warmUp.dividedBy(4));
	}

	/**
	 * The same with another number of rounds.
	 * @param other how often each server has its turn
	 * @return the windows
	 */
	public Windows withRounds(int other) {
		return new Windows(other, this.warmUp, this.settle, this.window, this.wallLimit, this.drain);
	}

	/**
	 * About how long an alternation lasts by the clock if each server has a core for
	 * itself.
	 * @param contenders number of servers
	 * @return the time
	 */
	public Duration estimate(int contenders) {
		return this.settle.plus(this.window).multipliedBy(this.rounds).plus(this.warmUp).multipliedBy(contenders);
	}

}
