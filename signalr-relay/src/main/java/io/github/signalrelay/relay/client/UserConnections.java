// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * How many connections each user has, where that is limited. May be used by any thread.
 */
final class UserConnections {

	private final int maximum;

	private final Map<Key, Integer> counts = new ConcurrentHashMap<>();

	/**
	 * Makes the empty table.
	 * @param maximum most connections of one user to one hub; nothing is counted where it
	 * is {@link Integer#MAX_VALUE}
	 */
	UserConnections(int maximum) {
		this.maximum = maximum;
	}

	boolean hasRoom(HubScope scope, @Nullable String userId) {
		return isFree(userId) || this.counts.getOrDefault(new Key(scope, String.valueOf(userId)), 0) < this.maximum;
	}

	void added(HubScope scope, @Nullable String userId) {
		if (!isFree(userId)) {
			this.counts.merge(new Key(scope, String.valueOf(userId)), 1, Integer::sum);
		}
	}

	void removed(HubScope scope, @Nullable String userId) {
		if (!isFree(userId)) {
			this.counts.computeIfPresent(new Key(scope, String.valueOf(userId)),
					(key, count) -> (count > 1) ? count - 1 : null);
		}
	}

	private boolean isFree(@Nullable String userId) {
		return this.maximum == Integer.MAX_VALUE || userId == null;
	}

	/** A user of a hub. */
	private record Key(HubScope scope, String userId) {

	}

}
