// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.function.BooleanSupplier;

import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;

/**
 * Tells load balancers and app servers whether the relay takes connections (REST
 * reference, 3.1). Needs no token. Any thread may use it.
 */
public final class HealthEndpoint {

	private final BooleanSupplier draining;

	/**
	 * Makes the endpoint of a relay.
	 * @param draining whether the relay is shutting down
	 */
	public HealthEndpoint(BooleanSupplier draining) {
		this.draining = draining;
	}

	/**
	 * Answers a request of any method.
	 * @param request the request
	 * @return 200 with an empty body, or 503 while the relay shuts down
	 */
	public RelayResponse handle(RelayRequest request) {
		if (!"GET".equals(request.method()) && !"HEAD".equals(request.method())) {
			return RelayResponse.text(405, "").with(Map.of("Allow", "GET, HEAD"));
		}
		return RelayResponse.text(this.draining.getAsBoolean() ? 503 : 200, "");
	}

}
