// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.github.signalrelay.protocol.negotiate.TransportType;

/**
 * What operators see of client connections: {@code signalr.relay.client.connections} and
 * {@code signalr.relay.client.opened} by {@code transport},
 * {@code signalr.relay.client.closed} by {@code category}. May be used by any thread.
 */
public final class ClientMeters {

	private final AtomicInteger connections = new AtomicInteger();

	private final Map<TransportType, AtomicInteger> connectionsByTransport = new EnumMap<>(TransportType.class);

	private final Map<TransportType, Counter> opened = new EnumMap<>(TransportType.class);

	private final Map<CloseCategory, Counter> closed = new EnumMap<>(CloseCategory.class);

	/**
	 * Registers the meters.
	 * @param registry where to
	 */
	public ClientMeters(MeterRegistry registry) {
		for (TransportType transport : TransportType.values()) {
			register(transport, registry);
		}
		for (CloseCategory category : CloseCategory.values()) {
			this.closed.put(category,
					Counter.builder("signalr.relay.client.closed")
						.description("Client connections that ended, by reason")
						.tag("category", category.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	private void register(TransportType transport, MeterRegistry registry) {
		String tag = transport.name().toLowerCase(Locale.ROOT);
		AtomicInteger number = new AtomicInteger();
		this.connectionsByTransport.put(transport, number);
		Gauge.builder("signalr.relay.client.connections", number, AtomicInteger::get)
			.description("Client connections of this relay, by transport")
			.tag("transport", tag)
			.register(registry);
		this.opened.put(transport,
				Counter.builder("signalr.relay.client.opened")
					.description("Client connections that were taken in, by transport")
					.tag("transport", tag)
					.register(registry));
	}

	/**
	 * Client connections right now.
	 * @return the number
	 */
	public int connections() {
		return this.connections.get();
	}

	void added(TransportType transport) {
		this.connections.incrementAndGet();
		AtomicInteger number = this.connectionsByTransport.get(transport);
		Counter counter = this.opened.get(transport);
		if (number != null && counter != null) {
			number.incrementAndGet();
			counter.increment();
		}
	}

	void removed(TransportType transport) {
		this.connections.decrementAndGet();
		AtomicInteger number = this.connectionsByTransport.get(transport);
		if (number != null) {
			number.decrementAndGet();
		}
	}

	void closed(CloseCategory category) {
		Counter counter = this.closed.get(category);
		if (counter != null) {
			counter.increment();
		}
	}

}
