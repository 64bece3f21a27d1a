// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.goal.Waiting;
import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * Processor time that a server takes for something that clients do, down to what it still
 * has to do when they are done. What the server uses while nothing happens, such as for
 * pings to clients that are connected already, is taken off. Used by one thread.
 */
final class CpuMeter {

	private static final Duration POLL = Duration.ofMillis(200);

	/** Polls until a server that never rests is taken as it is. */
	private static final int MOST_POLLS = 50;

	/** The operating system's figure comes in steps of this size. */
	private static final Duration TICK = Duration.ofMillis(10);

	private final ServerProcess server;

	private final Waiting waiting;

	private final LongSupplier nanos;

	private double idleLoad;

	/**
	 * Makes a meter.
	 * @param server the server
	 * @param waiting how to wait
	 * @param nanos clock, in nanoseconds
	 */
	CpuMeter(ServerProcess server, Waiting waiting, LongSupplier nanos) {
		this.nanos = nanos;
		this.server = server;
		this.waiting = waiting;
	}

	/**
	 * Finds out what the server uses while nothing happens. Blocks for that time.
	 * @param time how long to look at it
	 */
	void idle(Duration time) {
		rest();
		Duration before = this.server.cpuTime();
		this.waiting.pause(time);
		this.idleLoad = this.server.cpuTime().minus(before).toNanos() / (double) time.toNanos();
	}

	/**
	 * What the server used while nothing happened.
	 * @return part of a core
	 */
	double idleLoad() {
		return this.idleLoad;
	}

	/**
	 * Measures something that clients do.
	 * @param operations how often they do it
	 * @param action has them do it, and blocks until it is done for them
	 * @return microseconds of processor time for each operation
	 */
	double micros(int operations, Runnable action) {
		Duration before = this.server.cpuTime();
		long begin = this.nanos.getAsLong();
		action.run();
		rest();
		double idle = this.idleLoad * (this.nanos.getAsLong() - begin);
		return (this.server.cpuTime().minus(before).toNanos() - idle) / 1e3 / operations;
	}

	/** Waits until the server uses no more than it does while nothing happens. */
	private void rest() {
		Duration allowed = TICK.plusNanos((long) (this.idleLoad * 2 * POLL.toNanos()));
		Duration before = this.server.cpuTime();
		for (int polls = 0; polls < MOST_POLLS; polls++) {
			this.waiting.pause(POLL);
			Duration now = this.server.cpuTime();
			if (now.minus(before).compareTo(allowed) <= 0) {
				return;
			}
			before = now;
		}
	}

}
