// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How many reasons each shard has to be visited by a multicast, for one audience. Safe
 * for use by many threads.
 */
public final class ShardCounts {

	private final AtomicReference<ShardTally> tally = new AtomicReference<>(ShardTally.NONE);

	/**
	 * Adds a reason to visit a shard.
	 * @param shard number of the shard
	 */
	public void raise(int shard) {
		this.tally.updateAndGet((present) -> present.plus(shard));
	}

	/**
	 * Takes a reason back.
	 * @param shard number of the shard
	 * @throws IllegalStateException if there is none left; a fault in this relay
	 */
	public void lower(int shard) {
		this.tally.updateAndGet((present) -> present.minus(shard));
	}

	/**
	 * The shards to visit at this moment.
	 * @return their numbers; MUST NOT be changed
	 */
	public int[] shards() {
		return this.tally.get().shards();
	}

}
