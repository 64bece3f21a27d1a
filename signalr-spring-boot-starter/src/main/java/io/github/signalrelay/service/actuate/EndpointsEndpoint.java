// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.actuate;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import io.github.signalrelay.service.EndpointState;

/**
 * Actuator endpoint that shows all endpoints, hubs and service connections, without keys.
 */
@Endpoint(id = "signalrendpoints")
public final class EndpointsEndpoint {

	private final Supplier<List<EndpointState>> states;

	/**
	 * Makes the actuator endpoint.
	 * @param states tells how the endpoints are at the moment
	 */
	public EndpointsEndpoint(Supplier<List<EndpointState>> states) {
		this.states = states;
	}

	/**
	 * How the endpoints are.
	 * @return the state of this moment
	 */
	@ReadOperation
	public Endpoints endpoints() {
		return new Endpoints(this.states.get());
	}

	/**
	 * All endpoints.
	 *
	 * @param endpoints state of each
	 */
	public record Endpoints(List<EndpointState> endpoints) implements OperationResponseBody {
	}

}
