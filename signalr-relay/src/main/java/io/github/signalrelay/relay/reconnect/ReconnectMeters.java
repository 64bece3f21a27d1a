// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What operators see of stateful reconnect: {@code signalr.relay.reconnect.away},
 * {@code signalr.relay.reconnect.kept.bytes} and, by {@code outcome},
 * {@code signalr.relay.reconnects}. May be used by any thread.
 */
public final class ReconnectMeters {

	private final AtomicInteger away = new AtomicInteger();

	private final LongAdder keptBytes = new LongAdder();

	private final Counter resumed;

	private final Counter refused;

	private final Counter forgotten;

	/**
	 * Registers the meters.
	 * @param registry where to
	 */
	public ReconnectMeters(MeterRegistry registry) {
		Gauge.builder("signalr.relay.reconnect.away", this.away, AtomicInteger::get)
			.description("Client connections whose WebSocket is lost and which wait for the client")
			.register(registry);
		Gauge.builder("signalr.relay.reconnect.kept.bytes", this.keptBytes, LongAdder::sum)
			.description("Bytes of messages that clients have not acknowledged")
			.baseUnit("bytes")
			.register(registry);
		this.resumed = reconnects(registry, "resumed");
		this.refused = reconnects(registry, "refused");
		this.forgotten = Counter.builder("signalr.relay.reconnect.forgotten")
			.description("Times that unacknowledged messages were given up because a client's buffer was full")
			.register(registry);
	}

	private static Counter reconnects(MeterRegistry registry, String outcome) {
		return Counter.builder("signalr.relay.reconnects")
			.description("Attempts of clients to go on with their connection, by outcome")
			.tag("outcome", outcome)
			.register(registry);
	}

	void kept(int bytes) {
		this.keptBytes.add(bytes);
	}

	void left() {
		this.away.incrementAndGet();
	}

	void noLongerAway() {
		this.away.decrementAndGet();
	}

	void resumed() {
		this.resumed.increment();
	}

	void refused() {
		this.refused.increment();
	}

	void forgotten() {
		this.forgotten.increment();
	}

}
