// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.Arrays;

/**
 * How many reasons each shard has to be visited by a multicast: one for each member there
 * and one for each join on its way there. Safe for use by many threads.
 */
public final class ShardCounts {

	private static final int[] NONE = {};

	/** Reasons by number of the shard; guarded by this object's monitor. */
	private int[] counts = NONE;

	/** Replaced, never changed in place. */
	private volatile int[] shards = NONE;

	/**
	 * Adds a reason to visit a shard.
	 * @param shard number of the shard
	 */
	public synchronized void raise(int shard) {
		if (shard >= this.counts.length) {
			this.counts = Arrays.copyOf(this.counts, shard + 1);
		}
		if (this.counts[shard]++ == 0) {
			this.shards = with(this.shards, shard);
		}
	}

	/**
	 * Takes a reason back.
	 * @param shard number of the shard
	 * @throws IllegalStateException if there is none left; a fault in this relay
	 */
	public synchronized void lower(int shard) {
		if (shard >= this.counts.length || this.counts[shard] == 0) {
			throw new IllegalStateException("shard: " + shard + " (expected: one that was raised)");
		}
		if (--this.counts[shard] == 0) {
			this.shards = without(this.shards, shard);
		}
	}

	/**
	 * The shards to visit at this moment.
	 * @return their numbers; MUST NOT be changed
	 */
	public int[] shards() {
		return this.shards;
	}

	private static int[] with(int[] shards, int shard) {
		int[] more = Arrays.copyOf(shards, shards.length + 1);
		more[shards.length] = shard;
		return more;
	}

	private static int[] without(int[] shards, int shard) {
		if (shards.length == 1) {
			return NONE;
		}
		return Arrays.stream(shards).filter((other) -> other != shard).toArray();
	}

}
