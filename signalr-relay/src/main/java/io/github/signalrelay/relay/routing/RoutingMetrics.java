// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What routing does, as operators count it. Nothing is counted per delivery: a loop adds
 * its whole share of a multicast at once.
 */
final class RoutingMetrics {

	final Counter deliveries;

	final Counter tasks;

	final Counter frames;

	final Counter refusedJoins;

	final Counter pauses;

	final Counter moves;

	final Counter movesForced;

	final Counter movesAfterLoss;

	final Counter movesFailed;

	RoutingMetrics(MeterRegistry registry) {
		this.deliveries = counter(registry, "signalr.relay.deliveries", "Messages handed to client connections");
		this.tasks = counter(registry, "signalr.relay.multicast.tasks",
				"Event loops entered by multicasts, once per loop and multicast");
		this.frames = counter(registry, "signalr.relay.multicast.frames",
				"Frames built for multicasts, once per hub protocol and multicast");
		this.refusedJoins = counter(registry, "signalr.relay.groups.refused",
				"Joins refused because of a limit on groups");
		this.pauses = counter(registry, "signalr.relay.client.pauses",
				"Times that an app server was asked to hold back what it sends to one client");
		this.moves = moves(registry, "moved");
		this.movesForced = moves(registry, "forced");
		this.movesAfterLoss = moves(registry, "after_loss");
		this.movesFailed = moves(registry, "failed");
	}

	private static Counter moves(MeterRegistry registry, String outcome) {
		return Counter.builder("signalr.relay.client.moves")
			.description("Client connections that had to go from one server connection to another")
			.tag("outcome", outcome)
			.register(registry);
	}

	private static Counter counter(MeterRegistry registry, String name, String description) {
		return Counter.builder(name).description(description).register(registry);
	}

}
