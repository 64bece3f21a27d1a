// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which shards have anybody under a name. Safe for use by many threads; a name that no
 * shard has takes no memory.
 * <p>
 * <strong>Why joins and sends stay in order though empty shards are skipped.</strong>
 * Suppose an app server sends "c joins g", then "send to g". The thread that routes the
 * join first raises the count of g for the shard of c, and only then puts the join into
 * that shard's queue. The same thread, or one that saw an effect of the join such as its
 * ack, routes the send later, hence sees the raised count, hence puts the send into the
 * same queue behind the join. So a shard is skipped only when no member is there and no
 * join is on its way. The join's own count is taken back when its task has run; the
 * membership that came of it has one of its own, raised before. A leave lowers the count
 * on the shard's loop when the member is out. A count that is too high costs one task
 * that finds nobody; it is never too low.
 * <p>
 * Raising and lowering are atomic per name, together with adding and dropping its entry,
 * so an entry in use is never dropped.
 *
 * @param <K> the kind of name
 */
public final class ShardRoutes<K> {

	private final ConcurrentMap<K, ShardTally> routes = new ConcurrentHashMap<>();

	/**
	 * Adds a reason to visit a shard.
	 * @param key the name
	 * @param shard number of the shard
	 */
	public void raise(K key, int shard) {
		this.routes.compute(key, (same, tally) -> ((tally != null) ? tally : ShardTally.NONE).plus(shard));
	}

	/**
	 * Takes a reason back.
	 * @param key the name
	 * @param shard number of the shard
	 */
	public void lower(K key, int shard) {
		this.routes.computeIfPresent(key, (same, tally) -> {
			ShardTally fewer = tally.minus(shard);
			return fewer.isEmpty() ? null : fewer;
		});
	}

	/**
	 * The shards to visit at this moment.
	 * @param key the name
	 * @return their numbers; MUST NOT be changed
	 */
	public int[] shards(K key) {
		return this.routes.getOrDefault(key, ShardTally.NONE).shards();
	}

	/**
	 * Number of names that a shard has.
	 * @return the number
	 */
	public int size() {
		return this.routes.size();
	}

}
