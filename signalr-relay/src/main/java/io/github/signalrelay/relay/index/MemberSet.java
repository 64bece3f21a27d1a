// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.index;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Members in an array, so that a multicast walks memory and nothing else. Adding and
 * removing cost the same whatever the size: each {@link Membership} knows its position,
 * and the last member fills a gap.
 * <p>
 * Owned by one event loop. A walk goes from the last position down to 0; then removing
 * the member it stands on moves only members that it has seen.
 *
 * @param <M> what is a member
 */
public final class MemberSet<M> {

	private static final int FIRST_CAPACITY = 2;

	/** Under which an index finds the set: one instance for all members. */
	final @Nullable Object name;

	@Nullable Membership<M>[] memberships;

	private int size;

	/** Creates a set without members. */
	public MemberSet() {
		this(null);
	}

	/** The same for a set that is found by a name. */
	MemberSet(@Nullable Object name) {
		this.name = name;
		this.memberships = newArray(FIRST_CAPACITY);
	}

	/**
	 * Adds a member, without a look whether it is there already.
	 * @param member the member
	 * @return the handle that takes it out again
	 */
	public Membership<M> add(M member) {
		if (this.size == this.memberships.length) {
			this.memberships = Arrays.copyOf(this.memberships, this.size * 2);
		}
		Membership<M> membership = new Membership<>(this, member, this.size);
		this.memberships[this.size++] = membership;
		return membership;
	}

	/**
	 * Takes a member out. Does nothing the second time.
	 * @param membership handle from {@link #add} of this set
	 */
	public void remove(Membership<M> membership) {
		int gap = membership.position;
		if (gap == Membership.REMOVED || membership.set != this) {
			return;
		}
		membership.position = Membership.REMOVED;
		this.size--;
		Membership<M> last = this.memberships[this.size];
		this.memberships[this.size] = null;
		if (gap != this.size && last != null) {
			this.memberships[gap] = last;
			last.position = gap;
		}
		shrink();
	}

	/**
	 * Number of members.
	 * @return the number
	 */
	public int size() {
		return this.size;
	}

	/**
	 * A member by position.
	 * @param position 0 to {@link #size} - 1
	 * @return the member
	 * @throws IndexOutOfBoundsException if there is none
	 */
	public M get(int position) {
		Membership<M> membership = this.memberships[position];
		if (membership == null) {
			throw new IndexOutOfBoundsException("position: " + position + " (size: " + this.size + ")");
		}
		return membership.member;
	}

	private void shrink() {
		int capacity = this.memberships.length;
		if (capacity > 16 && this.size < capacity / 4) {
			this.memberships = Arrays.copyOf(this.memberships, capacity / 2);
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <M> @Nullable Membership<M>[] newArray(int length) {
		return new Membership[length];
	}

}
