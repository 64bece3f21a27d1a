// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.util.concurrent.TimeUnit;

/**
 * How much may come out of the little that a connection sends. It fills up to the burst
 * in a second, and by what comes over the network; what is decompressed takes from it. So
 * it limits neither clients that send a lot nor one message that happens to shrink to
 * nothing, only those that send nothing else.
 * <p>
 * Owned by the event loop of its connection.
 */
final class InflationBudget {

	/**
	 * How many times what it has sent a connection may make of it in the long run.
	 * Deflate itself reaches 1032.
	 */
	static final int RATIO = 200;

	private final long burst;

	private long left;

	private long filledAt;

	InflationBudget(long burst, long now) {
		this.burst = burst;
		this.left = burst;
		this.filledAt = now;
	}

	/**
	 * A message begins.
	 * @param now time as {@link System#nanoTime()} tells it
	 */
	void fill(long now) {
		long elapsed = Math.min(TimeUnit.SECONDS.toNanos(1), now - this.filledAt);
		this.filledAt = now;
		add((long) (this.burst * (elapsed / (double) TimeUnit.SECONDS.toNanos(1))));
	}

	/** Bytes came over the network. */
	void received(int bytes) {
		add((long) RATIO * bytes);
	}

	private void add(long bytes) {
		this.left = Math.min(this.burst, this.left + bytes);
	}

	/** Whether so many bytes may come out. */
	boolean spend(int bytes) {
		this.left -= bytes;
		return this.left >= 0;
	}

}
