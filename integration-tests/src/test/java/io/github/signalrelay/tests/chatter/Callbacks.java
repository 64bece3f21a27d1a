// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * How often the hub of one app server was told that a client came and went. Any thread
 * may write.
 */
@Component
public class Callbacks {

	private final Map<String, List<String>> byConnection = new ConcurrentHashMap<>();

	private final AtomicInteger moves = new AtomicInteger();

	void connected(String connectionId) {
		add(connectionId, "connected");
	}

	void disconnected(String connectionId) {
		add(connectionId, "disconnected");
	}

	void moved() {
		this.moves.incrementAndGet();
	}

	private void add(String connectionId, String callback) {
		this.byConnection.compute(connectionId, (id, before) -> {
			List<String> all = (before != null) ? new ArrayList<>(before) : new ArrayList<>();
			all.add(callback);
			return List.copyOf(all);
		});
	}

	/**
	 * How often the hub was told that a client has moved, in or out.
	 * @return the number
	 */
	public int moves() {
		return this.moves.get();
	}

	/**
	 * Clients that have come and not gone.
	 * @return their connection ids
	 */
	public List<String> present() {
		return this.byConnection.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().size() % 2 == 1)
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * What the hub was told, in order.
	 * @return callbacks by connection id
	 */
	public Map<String, List<String>> all() {
		return new TreeMap<>(this.byConnection);
	}

}
