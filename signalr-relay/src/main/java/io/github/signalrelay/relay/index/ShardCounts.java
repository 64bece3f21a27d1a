// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

/**
 * How many reasons each shard has to be visited by a multicast, for one audience. Safe
 * for use by many threads.
 */
public final class ShardCounts {

	/** Replaced under this object's monitor. */
	private volatile ShardTally tally = ShardTally.NONE;

	/**
	 * Adds a reason to visit a shard.
	 * @param shard number of the shard
	 */
	public synchronized void raise(int shard) {
		this.tally = this.tally.plus(shard);
	}

	/**
	 * Takes a reason back.
	 * @param shard number of the shard
	 * @throws IllegalStateException if there is none left; a fault in this relay
	 */
	public synchronized void lower(int shard) {
		this.tally = this.tally.minus(shard);
	}

	/**
	 * The shards to visit at this moment.
	 * @return their numbers; MUST NOT be changed
	 */
	public int[] shards() {
		return this.tally.shards();
	}

}
