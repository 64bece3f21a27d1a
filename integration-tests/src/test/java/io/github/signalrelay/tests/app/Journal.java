// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.stereotype.Component;

/**
 * What happened to each client of one application, in order. Any thread may write.
 */
@Component
public class Journal {

	private final Map<String, List<String>> entries = new ConcurrentHashMap<>();

	void add(String connectionId, String entry) {
		this.entries.computeIfAbsent(connectionId, (id) -> new CopyOnWriteArrayList<>()).add(entry);
	}

	/**
	 * Clients that something has happened to.
	 * @return their connections
	 */
	public Set<String> connectionIds() {
		return Set.copyOf(this.entries.keySet());
	}

	/**
	 * What happened to a client.
	 * @param connectionId the client
	 * @return the entries so far
	 */
	public List<String> of(String connectionId) {
		return List.copyOf(this.entries.getOrDefault(connectionId, List.of()));
	}

}
