// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.claims.ClaimsBudget;
import io.github.signalrelay.relay.identity.KeyExchange;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerMetrics;

/**
 * What the hubs of one node have in common: settings, clocks, meters, the inboxes of the
 * event loops and the totals. Safe for use by many threads.
 */
final class RelayNode {

	private final RoutingSettings settings;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final RoutingMetrics metrics;

	private final ServerMetrics serverMetrics;

	private final Backlog backlog;

	private final ClaimsBudget claimsBudget;

	private final ConcurrentMap<EventLoop, LoopInbox> inboxes = new ConcurrentHashMap<>();

	/** All that have not ended, those before their handshake among them. */
	private final Set<ServerConnection> serverConnections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger clients = new AtomicInteger();

	private final AtomicLong listNumber = new AtomicLong();

	private final @Nullable KeyExchange keys;

	RelayNode(RoutingSettings settings, Clock clock, LongSupplier nanoTime, MeterRegistry registry,
			@Nullable KeyExchange keys) {
		this.keys = keys;
		this.settings = settings;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.metrics = new RoutingMetrics(registry);
		this.serverMetrics = new ServerMetrics(registry);
		this.backlog = new Backlog(settings.serverBacklog(), this::applyBacklog);
		this.claimsBudget = new ClaimsBudget(settings.storedClaims(), settings.storedClaimsPerClient(), nanoTime,
				registry);
		Gauge.builder("signalr.relay.server.connections", this.serverConnections, Set::size)
			.description("Server connections, of all hubs")
			.register(registry);
		Gauge.builder("signalr.relay.clients", this.clients, AtomicInteger::get)
			.description("Client connections that an app server serves, of all hubs")
			.register(registry);
		Gauge.builder("signalr.relay.server.backlog", this.backlog, Backlog::bytes)
			.baseUnit("bytes")
			.description("Bytes from app servers that wait for event loops")
			.register(registry);
	}

	RoutingSettings settings() {
		return this.settings;
	}

	Clock clock() {
		return this.clock;
	}

	LongSupplier nanoTime() {
		return this.nanoTime;
	}

	RoutingMetrics metrics() {
		return this.metrics;
	}

	ServerMetrics serverMetrics() {
		return this.serverMetrics;
	}

	/** Gives keys to app servers, or {@code null} where none are given. */
	@Nullable KeyExchange keys() {
		return this.keys;
	}

	/** Room for claims of clients, over all hubs. */
	ClaimsBudget claimsBudget() {
		return this.claimsBudget;
	}

	LoopInbox inbox(EventLoop loop) {
		return this.inboxes.computeIfAbsent(loop, (absent) -> new LoopInbox(loop, this.backlog, this.nanoTime));
	}

	AtomicInteger clients() {
		return this.clients;
	}

	Set<ServerConnection> serverConnections() {
		return this.serverConnections;
	}

	void addServerConnection(ServerConnection connection) {
		this.serverConnections.add(connection);
		if (this.backlog.isFull()) {
			applyBacklog();
		}
	}

	/** Reads app servers, or not, as the backlog is at the time of the call. */
	private synchronized void applyBacklog() {
		boolean reading = !this.backlog.isFull();
		for (ServerConnection connection : this.serverConnections) {
			connection.setReading(reading);
		}
	}

	/**
	 * A growing number that is the same scale on all nodes: the time, as far as it grows.
	 */
	long nextListNumber() {
		long now = this.clock.millis();
		return this.listNumber.updateAndGet((last) -> Math.max(last + 1, now));
	}

}
