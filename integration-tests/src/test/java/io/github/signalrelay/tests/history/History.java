// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Events of all clients in the order in which they were written. Any thread may write, at
 * the price of a small object; nobody waits for anybody.
 */
public final class History {

	private final Queue<HistoryEvent> events = new ConcurrentLinkedQueue<>();

	/**
	 * Writes an event down. It comes behind every event whose call has returned.
	 * @param event the event
	 */
	public void add(HistoryEvent event) {
		this.events.add(event);
	}

	/**
	 * What has been written so far.
	 * @return a copy, in order
	 */
	public List<HistoryEvent> events() {
		return new ArrayList<>(this.events);
	}

	/**
	 * Compares what has been written so far with the promise.
	 * @return what was found
	 */
	public HistoryReport check() {
		return HistoryChecker.check(events());
	}

}
