// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.StoreClaims;

/**
 * What app servers send, as operators count it.
 */
public final class ServerMetrics {

	private static final int TYPES = 41;

	/** Those of the original by their number; behind them the one of our own. */
	private final Counter[] byType = new Counter[TYPES + 1];

	private final Counter unknown;

	private final Counter invalid;

	private final Counter dropped;

	/**
	 * Registers the meters.
	 * @param registry where they are found
	 */
	public ServerMetrics(MeterRegistry registry) {
		for (int type = 0; type < TYPES; type++) {
			this.byType[type] = ofType(type, registry);
		}
		this.byType[TYPES] = ofType(StoreClaims.TYPE, registry);
		this.unknown = Counter.builder("signalr.relay.server.messages.unknown")
			.description("Messages of a type that the relay does not know, skipped")
			.register(registry);
		this.invalid = Counter.builder("signalr.relay.server.messages.invalid")
			.description("Messages that could not be read or that an app server must not send")
			.register(registry);
		this.dropped = Counter.builder("signalr.relay.server.messages.dropped")
			.description("Messages for a client connection that does not exist (any more)")
			.register(registry);
	}

	private static Counter ofType(int type, MeterRegistry registry) {
		return Counter.builder("signalr.relay.server.messages")
			.description("Messages received from app servers, by number of the message type")
			.tag("type", Integer.toString(type))
			.register(registry);
	}

	void received(ServiceMessage message) {
		this.byType[Math.min(message.type(), TYPES)].increment();
	}

	void unknown() {
		this.unknown.increment();
	}

	/** Counts a message that an app server must not send. */
	public void invalid() {
		this.invalid.increment();
	}

	/** Counts a message whose client does not exist. */
	public void dropped() {
		this.dropped.increment();
	}

}
