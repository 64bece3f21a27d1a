// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The members on one event loop by name of their group or user. A name without members
 * takes no memory. Owned by the loop.
 *
 * @param <K> what members are found by
 * @param <M> what is a member
 */
public final class ShardIndex<K, M> {

	private final Map<K, MemberSet<M>> sets = new HashMap<>();

	/**
	 * The members under a name.
	 * @param key the name
	 * @return the members, at least one, or {@code null} when there is none
	 */
	public @Nullable MemberSet<M> find(K key) {
		return this.sets.get(key);
	}

	/**
	 * Adds a member, without a look whether it is there already.
	 * @param key the name
	 * @param member the member
	 * @return the handle for {@link #remove}
	 */
	public Membership<M> add(K key, M member) {
		return this.sets.computeIfAbsent(key, (name) -> new MemberSet<M>(name)).add(member);
	}

	/**
	 * Takes a member out.
	 * @param key the name it was added under
	 * @param membership the handle
	 */
	public void remove(K key, Membership<M> membership) {
		membership.set.remove(membership);
		if (membership.set.size() == 0) {
			this.sets.remove(key, membership.set);
		}
	}

	/**
	 * Number of names that have members.
	 * @return the number
	 */
	public int size() {
		return this.sets.size();
	}

}
