// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Groups that users were put into, for the sake of connections that they open later
 * (service protocol reference, 3.5). A time to live governs those alone: connections that
 * are in the group stay. Safe for use by many threads; the map of a user is replaced,
 * never changed.
 */
final class UserGroups {

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final Clock clock;

	private final int limit;

	/** By user: the end of each membership in milliseconds of the clock. */
	private final ConcurrentMap<String, Map<String, Long>> byUser = new ConcurrentHashMap<>();

	/** No membership ends before this; most sweeps have nothing to look at. */
	private final AtomicLong nextEnd = new AtomicLong(FOR_EVER);

	UserGroups(Clock clock, int limit) {
		this.clock = clock;
		this.limit = limit;
	}

	/**
	 * Remembers a membership, or gives it a new end.
	 * @param seconds time to live, more than 0, or {@code null} for ever
	 * @return {@code false} when the user is in too many groups
	 */
	boolean put(String user, String group, @Nullable Integer seconds) {
		long end = (seconds != null) ? this.clock.millis() + seconds * 1000L : FOR_EVER;
		@Nullable Map<String, Long> stored = this.byUser.compute(user, (same, known) -> {
			Map<String, Long> groups = (known != null) ? new HashMap<>(known) : new HashMap<>(4);
			dropExpired(groups);
			if (groups.size() < this.limit || groups.containsKey(group)) {
				groups.put(group, end);
			}
			return Map.copyOf(groups);
		});
		this.nextEnd.accumulateAndGet(end, Math::min);
		return stored != null && stored.containsKey(group);
	}

	void remove(String user, String group) {
		this.byUser.computeIfPresent(user, (same, known) -> {
			Map<String, Long> groups = new HashMap<>(known);
			groups.remove(group);
			return groups.isEmpty() ? null : Map.copyOf(groups);
		});
	}

	void removeAll(String user) {
		this.byUser.remove(user);
	}

	/** Groups that a new connection of the user joins. */
	List<String> of(String user) {
		Map<String, Long> groups = this.byUser.get(user);
		if (groups == null) {
			return List.of();
		}
		long now = this.clock.millis();
		return groups.entrySet().stream().filter((entry) -> entry.getValue() > now).map(Map.Entry::getKey).toList();
	}

	boolean contains(String user, String group) {
		Map<String, Long> groups = this.byUser.get(user);
		Long end = (groups != null) ? groups.get(group) : null;
		return end != null && end > this.clock.millis();
	}

	/** Forgets what has ended. Looks at all users only when something has. */
	void sweep() {
		if (this.nextEnd.get() > this.clock.millis()) {
			return;
		}
		// First, so that what is put in meanwhile counts for the next sweep
		this.nextEnd.set(FOR_EVER);
		for (String user : this.byUser.keySet()) {
			Map<String, Long> left = this.byUser.computeIfPresent(user, (same, known) -> withoutExpired(known));
			if (left != null) {
				left.values().forEach((end) -> this.nextEnd.accumulateAndGet(end, Math::min));
			}
		}
	}

	private @Nullable Map<String, Long> withoutExpired(Map<String, Long> known) {
		long now = this.clock.millis();
		if (known.values().stream().noneMatch((end) -> end <= now)) {
			return known;
		}
		Map<String, Long> groups = new HashMap<>(known);
		dropExpired(groups);
		return groups.isEmpty() ? null : Map.copyOf(groups);
	}

	private void dropExpired(Map<String, Long> groups) {
		long now = this.clock.millis();
		groups.values().removeIf((end) -> end <= now);
	}

	int size() {
		return this.byUser.size();
	}

}
