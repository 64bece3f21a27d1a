// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Lets many clients share one instance of what is equal, such as the name of their hub.
 * Remembers a fixed number of values, each in the one place that its hash code leads to,
 * so that it costs no more however many there are. Safe for use by many threads.
 *
 * @param <T> an immutable type with {@link Object#equals} and {@link Object#hashCode}
 */
final class RecentValues<T> {

	private final AtomicReferenceArray<@Nullable T> places;

	/**
	 * Makes the empty table.
	 * @param size number of values that are remembered, a power of 2
	 */
	RecentValues(int size) {
		this.places = new AtomicReferenceArray<>(size);
	}

	/**
	 * Finds the instance to keep.
	 * @param value the value
	 * @return an equal one that was here before, or the value itself
	 */
	T share(T value) {
		int hash = value.hashCode();
		int place = (hash ^ (hash >>> 16)) & (this.places.length() - 1);
		T known = this.places.get(place);
		if (value.equals(known)) {
			return known;
		}
		this.places.set(place, value);
		return value;
	}

}
