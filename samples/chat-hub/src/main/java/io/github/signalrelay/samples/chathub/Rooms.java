// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chathub;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;

/**
 * Rooms that one connection is in, kept with the connection.
 *
 * @param names names of the rooms, a concurrent set
 */
record Rooms(Set<String> names) {

	private static final int MOST_ROOMS = 20;

	private static final int LONGEST_NAME = 40;

	static Rooms of(HubCaller caller) {
		return (Rooms) caller.items().computeIfAbsent("rooms", (key) -> new Rooms(ConcurrentHashMap.newKeySet()));
	}

	void enter(String room) {
		if (room == null || room.isBlank() || room.length() > LONGEST_NAME) {
			throw new HubException("The name of a room has 1 to " + LONGEST_NAME + " characters.");
		}
		if (this.names.size() >= MOST_ROOMS && !this.names.contains(room)) {
			throw new HubException("You are in " + MOST_ROOMS + " rooms already; leave one first.");
		}
		this.names.add(room);
	}

	void leave(String room) {
		require(room);
		this.names.remove(room);
	}

	void require(String room) {
		if (room == null || !this.names.contains(room)) {
			throw new HubException("You are not in this room.");
		}
	}

}
