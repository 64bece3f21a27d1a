// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many reasons each shard has to be visited by a multicast: one for each member there
 * and one for each join on its way there. Immutable. Most names have one member, so that
 * all names with one reason in a shard share one tally.
 */
final class ShardTally {

	/** Nobody anywhere. */
	static final ShardTally NONE = new ShardTally(new int[0], new int[0]);

	private static final ShardTally[] SINGLE = IntStream.range(0, 64)
		.mapToObj((shard) -> new ShardTally(new int[] { shard }, new int[] { 1 }))
		.toArray(ShardTally[]::new);

	/** Numbers of shards, in the order in which they came in. */
	private final int[] shards;

	/** Reasons, at least one, for each of them. */
	private final int[] counts;

	private ShardTally(int[] shards, int[] counts) {
		this.shards = shards;
		this.counts = counts;
	}

	/**
	 * The shards that have a reason.
	 * @return their numbers; MUST NOT be changed
	 */
	int[] shards() {
		return this.shards;
	}

	boolean isEmpty() {
		return this.shards.length == 0;
	}

	/**
	 * With one more reason to visit a shard.
	 * @param shard number of the shard
	 */
	ShardTally plus(int shard) {
		int place = placeOf(shard);
		if (place >= 0) {
			return new ShardTally(this.shards, changed(place, 1));
		}
		if (isEmpty()) {
			return single(shard);
		}
		int size = this.shards.length;
		int[] moreShards = Arrays.copyOf(this.shards, size + 1);
		int[] moreCounts = Arrays.copyOf(this.counts, size + 1);
		moreShards[size] = shard;
		moreCounts[size] = 1;
		return new ShardTally(moreShards, moreCounts);
	}

	/**
	 * With one reason less to visit a shard.
	 * @param shard number of the shard
	 * @throws IllegalStateException if there is none left; a fault in this relay
	 */
	ShardTally minus(int shard) {
		int place = placeOf(shard);
		if (place < 0) {
			throw new IllegalStateException("shard: " + shard + " (expected: one that was raised)");
		}
		if (this.counts[place] > 1) {
			int[] fewer = changed(place, -1);
			return (fewer.length == 1 && fewer[0] == 1) ? single(shard) : new ShardTally(this.shards, fewer);
		}
		return (this.shards.length == 1) ? NONE
				: new ShardTally(without(this.shards, place), without(this.counts, place));
	}

	private static ShardTally single(int shard) {
		return (shard < SINGLE.length) ? SINGLE[shard] : new ShardTally(new int[] { shard }, new int[] { 1 });
	}

	private int placeOf(int shard) {
		for (int place = 0; place < this.shards.length; place++) {
			if (this.shards[place] == shard) {
				return place;
			}
		}
		return -1;
	}

	private int[] changed(int place, int change) {
		int[] copy = this.counts.clone();
		copy[place] += change;
		return copy;
	}

	private static int[] without(int[] values, int place) {
		int[] fewer = new int[values.length - 1];
		System.arraycopy(values, 0, fewer, 0, place);
		System.arraycopy(values, place + 1, fewer, place, fewer.length - place);
		return fewer;
	}

}
