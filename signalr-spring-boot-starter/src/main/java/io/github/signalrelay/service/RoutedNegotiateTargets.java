// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.util.List;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.negotiate.NegotiateTarget;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.endpoint.EndpointAccess;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;
import io.github.signalrelay.service.endpoint.NegotiateRoute;

/**
 * Sends each client to the endpoint that the router chooses (service protocol reference,
 * 4.1 and 5.5).
 */
public final class RoutedNegotiateTargets implements NegotiateTargets {

	private static final NegotiateTarget NO_ENDPOINT = NegotiateTarget.Answer.of(500,
			"Unable to get the negotiate endpoint");

	private final ServiceConnections connections;

	private final EndpointRouter router;

	/**
	 * Creates the targets.
	 * @param connections know the endpoints of all hubs
	 * @param router chooses among them
	 */
	public RoutedNegotiateTargets(ServiceConnections connections, EndpointRouter router) {
		this.connections = connections;
		this.router = router;
	}

	@Override
	public NegotiateTarget targetFor(NegotiateContext context) {
		List<HubEndpoint> endpoints = this.connections.negotiableEndpoints(context.hub());
		NegotiateRoute route = this.router.negotiate(context, endpoints);
		if (route instanceof NegotiateRoute.Answer answer) {
			return NegotiateTarget.Answer.of(answer.status(), answer.text());
		}
		if (!(route instanceof NegotiateRoute.Chosen chosen) || !endpoints.contains(chosen.endpoint())
				|| !(chosen.endpoint() instanceof ServiceConnectionContainer container)) {
			return NO_ENDPOINT;
		}
		EndpointAccess access = container.endpoint().access();
		return (access != null) ? new NegotiateTarget.Relay(access.urls(), access.clientTokens(),
				this.connections.endpointCount(), new ConnectedClaimsStore(container)) : NO_ENDPOINT;
	}

}
