// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.protocol.connection.EndpointType;

/**
 * Sends clients to the primary endpoints that are online, to secondary ones only while
 * there are none, the more the more room an endpoint has; and messages to all endpoints
 * that are online (service protocol reference, 5.5). Made to be extended.
 */
public class DefaultEndpointRouter implements EndpointRouter {

	private final IntUnaryOperator random;

	/** Creates a router. */
	public DefaultEndpointRouter() {
		this((bound) -> ThreadLocalRandom.current().nextInt(bound));
	}

	DefaultEndpointRouter(IntUnaryOperator random) {
		this.random = random;
	}

	@Override
	public @Nullable NegotiateRoute negotiate(NegotiateContext context, List<HubEndpoint> endpoints) {
		List<HubEndpoint> candidates = online(endpoints, EndpointType.PRIMARY);
		if (candidates.isEmpty()) {
			candidates = online(endpoints, EndpointType.SECONDARY);
		}
		return candidates.isEmpty() ? NegotiateRoute.NOT_CONNECTED : NegotiateRoute.to(weighted(candidates));
	}

	@Override
	public Collection<HubEndpoint> endpointsForBroadcast(List<HubEndpoint> endpoints) {
		return online(endpoints);
	}

	@Override
	public Collection<HubEndpoint> endpointsForUser(String userId, List<HubEndpoint> endpoints) {
		return online(endpoints);
	}

	@Override
	public Collection<HubEndpoint> endpointsForGroup(String group, List<HubEndpoint> endpoints) {
		return online(endpoints);
	}

	@Override
	public Collection<HubEndpoint> endpointsForConnection(String connectionId, List<HubEndpoint> endpoints) {
		return online(endpoints);
	}

	/** One endpoint whose capacity is not known makes all weights meaningless. */
	private HubEndpoint weighted(List<HubEndpoint> candidates) {
		int count = candidates.size();
		int[] weights = new int[count];
		int sum = 0;
		boolean known = true;
		for (int i = 0; i < count; i++) {
			EndpointMetrics metrics = candidates.get(i).metrics();
			known &= metrics.capacity() > 0;
			weights[i] = metrics.weight();
			sum += weights[i];
		}
		if (count == 1 || !known) {
			return candidates.get((count == 1) ? 0 : this.random.applyAsInt(count));
		}
		int index = 0;
		for (int point = this.random.applyAsInt(sum); point >= weights[index]; index++) {
			point -= weights[index];
		}
		return candidates.get(index);
	}

	private static List<HubEndpoint> online(List<HubEndpoint> endpoints) {
		return endpoints.stream().filter(HubEndpoint::isOnline).toList();
	}

	private static List<HubEndpoint> online(List<HubEndpoint> endpoints, EndpointType type) {
		return endpoints.stream().filter((endpoint) -> endpoint.type() == type && endpoint.isOnline()).toList();
	}

}
