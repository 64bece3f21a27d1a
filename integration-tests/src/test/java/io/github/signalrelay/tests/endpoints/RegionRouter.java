// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;
import io.github.signalrelay.service.endpoint.NegotiateRoute;

/** The example of docs/deployments.md. */
@Component
class RegionRouter extends DefaultEndpointRouter {

	@Override
	public @Nullable NegotiateRoute negotiate(NegotiateContext context, List<HubEndpoint> endpoints) {
		String region = UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("region");
		for (HubEndpoint endpoint : endpoints) {
			if (endpoint.name().equals(region) && endpoint.isOnline()) {
				return NegotiateRoute.to(endpoint);
			}
		}
		return super.negotiate(context, endpoints);
	}

}
