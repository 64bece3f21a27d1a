// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.github.signalrelay.service.EndpointState;
import io.github.signalrelay.service.connection.ServiceConnectionState;
import io.github.signalrelay.service.container.HubEndpointState;

/**
 * Health of the connections to one endpoint. Down when a hub cannot reach it, up when all
 * hubs have a connection, unknown while the first ones are being opened and where none is
 * configured. What is told needs no connection and no wait.
 */
final class EndpointHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<@Nullable EndpointState> state;

	EndpointHealthIndicator(Supplier<@Nullable EndpointState> state) {
		super("The health of an endpoint could not be told");
		this.state = state;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		EndpointState current = this.state.get();
		if (current == null) {
			builder.unknown();
			return;
		}
		if (!current.isOnline()) {
			builder.down();
		}
		else if (!current.hubs().isEmpty() && current.hubs().stream().allMatch((hub) -> connected(hub) > 0)) {
			builder.up();
		}
		else {
			builder.unknown();
		}
		Map<String, Object> hubs = new LinkedHashMap<>();
		current.hubs().forEach((hub) -> hubs.put(hub.hub(), details(hub)));
		builder.withDetail("address", current.address())
			.withDetail("type", current.type().name().toLowerCase(Locale.ROOT))
			.withDetail("connections", current.hubs().stream().mapToLong(EndpointHealthIndicator::connected).sum())
			.withDetail("hubs", hubs);
	}

	private static Map<String, Object> details(HubEndpointState hub) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("online", hub.online());
		details.put("connections", connected(hub));
		details.put("clients", hub.connections().stream().mapToInt(ServiceConnectionState::clientCount).sum());
		if (hub.lastProblem() != null) {
			details.put("lastProblem", hub.lastProblem());
		}
		if (hub.lastProblemAt() != null) {
			details.put("lastProblemAt", hub.lastProblemAt());
		}
		return details;
	}

	private static long connected(HubEndpointState hub) {
		List<ServiceConnectionState> connections = hub.connections();
		return connections.stream()
			.filter((connection) -> connection.phase() == ServiceConnectionState.Phase.CONNECTED)
			.count();
	}

}
