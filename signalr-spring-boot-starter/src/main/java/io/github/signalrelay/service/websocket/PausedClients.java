// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.util.HashMap;
import java.util.Map;

/**
 * Clients of one service connection whose hubs are over their marks, and how much came
 * for them since. Owned by the event loop of the connection.
 */
final class PausedClients {

	private final long budget;

	private final Map<String, Long> bytesByClient = new HashMap<>();

	private long bytes;

	/**
	 * Creates the bookkeeping.
	 * @param budget bytes for paused clients that may come before nothing more is read
	 */
	PausedClients(long budget) {
		this.budget = budget;
	}

	void pause(String connectionId) {
		this.bytesByClient.putIfAbsent(connectionId, 0L);
	}

	void resume(String connectionId) {
		Long waiting = this.bytesByClient.remove(connectionId);
		this.bytes -= (waiting != null) ? waiting : 0;
	}

	/**
	 * Counts input.
	 * @param connectionId the client that it came from, paused or not
	 * @param length number of bytes
	 */
	void received(String connectionId, int length) {
		if (this.bytesByClient.computeIfPresent(connectionId, (id, before) -> before + length) != null) {
			this.bytes += length;
		}
	}

	/**
	 * Whether paused clients have used up what they may.
	 * @return {@code true} while nothing more should be read
	 */
	boolean isOverBudget() {
		return this.bytes > this.budget;
	}

}
