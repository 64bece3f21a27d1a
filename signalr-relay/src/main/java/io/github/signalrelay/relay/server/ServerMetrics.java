// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * What app servers send, as operators count it.
 */
public final class ServerMetrics {

	private static final int TYPES = 41;

	private final Counter[] byType = new Counter[TYPES];

	private final Counter unknown;

	private final Counter invalid;

	private final Counter dropped;

	/**
	 * Registers the meters.
	 * @param registry where they are found
	 */
	public ServerMetrics(MeterRegistry registry) {
		for (int type = 0; type < TYPES; type++) {
			this.byType[type] = Counter.builder("signalr.relay.server.messages")
				.description("Messages received from app servers, by number of the message type")
				.tag("type", Integer.toString(type))
				.register(registry);
		}
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

	void received(ServiceMessage message) {
		this.byType[message.type()].increment();
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
