// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The memberships of one member by name, so that leaving costs the member's own. Most
 * members have few, which lie in an array; many are found by hash.
 * <p>
 * Owned by the event loop of the member.
 *
 * @param <K> the kind of name
 * @param <M> what is a member
 */
public final class Memberships<K, M> {

	/** Most that are searched one by one. */
	private static final int FEW = 8;

	private static final int FIRST_CAPACITY = 2;

	/** Without gaps; empty while they are {@link #many}. */
	private @Nullable Membership<M>[] few = newArray(FIRST_CAPACITY);

	private int size;

	/** Present from the moment when they were more than a few. */
	private @Nullable Map<Object, Membership<M>> many;

	/**
	 * Adds a membership under its name.
	 * @param membership what {@link ShardIndex#add} gave; none of this name may be here
	 */
	public void add(Membership<M> membership) {
		if (this.size == FEW && this.many == null) {
			this.many = hashed();
		}
		if (this.many != null) {
			this.many.put(nameOf(membership), membership);
		}
		else {
			if (this.size == this.few.length) {
				this.few = Arrays.copyOf(this.few, this.size * 2);
			}
			this.few[this.size] = membership;
		}
		this.size++;
	}

	private Map<Object, Membership<M>> hashed() {
		Map<Object, Membership<M>> map = new HashMap<>(4 * FEW);
		for (Membership<M> membership : this.few) {
			if (membership != null) {
				map.put(nameOf(membership), membership);
			}
		}
		this.few = newArray(0);
		return map;
	}

	/**
	 * Whether there is a membership of a name.
	 * @param name the name
	 * @return {@code true} if so
	 */
	public boolean contains(K name) {
		return (this.many != null) ? this.many.containsKey(name) : placeOf(name) >= 0;
	}

	/**
	 * Takes a membership out of this table; it stays in its set.
	 * @param name the name
	 * @return the membership, or {@code null} when there is none
	 */
	public @Nullable Membership<M> remove(K name) {
		Membership<M> removed = (this.many != null) ? this.many.remove(name) : removeAt(placeOf(name));
		if (removed != null) {
			this.size--;
		}
		return removed;
	}

	private @Nullable Membership<M> removeAt(int place) {
		if (place < 0) {
			return null;
		}
		Membership<M> removed = this.few[place];
		this.few[place] = this.few[this.size - 1];
		this.few[this.size - 1] = null;
		return removed;
	}

	private int placeOf(K name) {
		for (int place = 0; place < this.few.length; place++) {
			Membership<M> membership = this.few[place];
			if (membership != null && nameOf(membership).equals(name)) {
				return place;
			}
		}
		return -1;
	}

	/**
	 * Takes all memberships out of this table, after each was shown to a consumer.
	 * @param consumer takes name and membership; MUST NOT use this table
	 */
	@SuppressWarnings("unchecked") // they were added under names of this kind
	public void removeAll(BiConsumer<K, Membership<M>> consumer) {
		for (Membership<M> membership : this.few) {
			if (membership != null) {
				consumer.accept((K) nameOf(membership), membership);
			}
		}
		if (this.many != null) {
			this.many.values().forEach((membership) -> consumer.accept((K) nameOf(membership), membership));
		}
		this.few = newArray(FIRST_CAPACITY);
		this.many = null;
		this.size = 0;
	}

	/**
	 * Number of memberships.
	 * @return the number
	 */
	public int size() {
		return this.size;
	}

	private static Object nameOf(Membership<?> membership) {
		return Objects.requireNonNull(membership.set.name, "a set of an index has a name");
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <M> @Nullable Membership<M>[] newArray(int length) {
		return new Membership[length];
	}

}
