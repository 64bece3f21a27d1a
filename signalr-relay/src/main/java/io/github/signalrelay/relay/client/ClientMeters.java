// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What operators see of client connections: {@code signalr.relay.client.connections},
 * {@code signalr.relay.client.opened} and, by {@code category},
 * {@code signalr.relay.client.closed}. May be used by any thread.
 */
public final class ClientMeters {

	private final AtomicInteger connections = new AtomicInteger();

	private final Counter opened;

	private final Map<CloseCategory, Counter> closed = new EnumMap<>(CloseCategory.class);

	/**
	 * Registers the meters.
	 * @param registry where to
	 */
	public ClientMeters(MeterRegistry registry) {
		Gauge.builder("signalr.relay.client.connections", this.connections, AtomicInteger::get)
			.description("Client connections of this relay")
			.register(registry);
		this.opened = Counter.builder("signalr.relay.client.opened")
			.description("Client connections that were taken in")
			.register(registry);
		for (CloseCategory category : CloseCategory.values()) {
			this.closed.put(category,
					Counter.builder("signalr.relay.client.closed")
						.description("Client connections that ended, by reason")
						.tag("category", category.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	/**
	 * Client connections right now.
	 * @return the number
	 */
	public int connections() {
		return this.connections.get();
	}

	void added() {
		this.connections.incrementAndGet();
		this.opened.increment();
	}

	void removed() {
		this.connections.decrementAndGet();
	}

	void closed(CloseCategory category) {
		Counter counter = this.closed.get(category);
		if (counter != null) {
			counter.increment();
		}
	}

}
