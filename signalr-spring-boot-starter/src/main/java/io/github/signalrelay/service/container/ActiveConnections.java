// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.ServiceConnection;

/**
 * Service connections of a container that take messages, and the choice among them
 * (service protocol reference, 6.6). The list is replaced under the monitor of this
 * object and read by everybody.
 */
final class ActiveConnections {

	private static final int PARTITIONS = 256;

	private volatile List<ServiceConnection> active = List.of();

	/** Connections that have left are taken out, so that nothing keeps them alive. */
	private final AtomicReferenceArray<@Nullable ServiceConnection> partitions = new AtomicReferenceArray<>(PARTITIONS);

	/**
	 * Adds a connection.
	 * @param connection the connection
	 */
	synchronized void add(ServiceConnection connection) {
		List<ServiceConnection> changed = new ArrayList<>(this.active);
		changed.add(connection);
		this.active = List.copyOf(changed);
	}

	/**
	 * Takes a connection out.
	 * @param connection the connection
	 * @return whether it was there
	 */
	synchronized boolean remove(ServiceConnection connection) {
		List<ServiceConnection> changed = new ArrayList<>(this.active);
		boolean removed = changed.remove(connection);
		this.active = List.copyOf(changed);
		for (int slot = 0; slot < PARTITIONS; slot++) {
			this.partitions.compareAndSet(slot, connection, null);
		}
		return removed;
	}

	int size() {
		return this.active.size();
	}

	/**
	 * Chooses a connection for a message outside of the flow of a client of this
	 * endpoint.
	 * @param message the message
	 * @param flow what tells flows apart, or {@code null} outside of flows: messages of
	 * one flow share a connection while it is active
	 * @return a connection, or {@code null} when there is none
	 */
	@Nullable ServiceConnection choose(ServiceMessage message, @Nullable Object flow) {
		Object key = (flow != null) ? flow : PartitionKey.of(message);
		return (key != null) ? ofPartition(key) : random();
	}

	/**
	 * Any of the connections.
	 * @return a connection, or {@code null} when there is none
	 */
	@Nullable ServiceConnection random() {
		List<ServiceConnection> candidates = this.active;
		if (candidates.isEmpty()) {
			return null;
		}
		return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

	private @Nullable ServiceConnection ofPartition(Object key) {
		int hash = key.hashCode();
		int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (PARTITIONS - 1);
		ServiceConnection sticky = this.partitions.get(slot);
		if (sticky != null && sticky.isActive()) {
			return sticky;
		}
		ServiceConnection chosen = random();
		if (chosen != null && !this.partitions.compareAndSet(slot, sticky, chosen)) {
			// two threads at once must agree
			ServiceConnection winner = this.partitions.get(slot);
			return (winner != null && winner.isActive()) ? winner : chosen;
		}
		return chosen;
	}

}
