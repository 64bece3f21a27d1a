// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.actuate;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.github.signalrelay.service.EndpointState;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.ServiceEndpoints;

/**
 * Actuator endpoint that shows all endpoints, hubs and service connections, without keys,
 * and reads the connection strings anew.
 */
@Endpoint(id = "signalrendpoints")
public final class EndpointsEndpoint {

	private final ServiceConnections connections;

	private final @Nullable ServiceEndpoints endpoints;

	/**
	 * Makes the actuator endpoint.
	 * @param connections connections to the endpoints
	 * @param endpoints changes the endpoints, or {@code null} for the relay of this
	 * process, which stays
	 */
	public EndpointsEndpoint(ServiceConnections connections, @Nullable ServiceEndpoints endpoints) {
		this.connections = connections;
		this.endpoints = endpoints;
	}

	/**
	 * How the endpoints are.
	 * @return the state of this moment
	 */
	@ReadOperation
	public Endpoints endpoints() {
		return new Endpoints(this.connections.states());
	}

	/**
	 * Reads the connection strings anew and changes the endpoints to them. Does not wait
	 * for the change: with clients and other app servers it may take minutes.
	 * @return the state of this moment
	 * @throws InvalidEndpointRequestException if the connection strings cannot be used;
	 * nothing is changed then
	 */
	@WriteOperation
	public Endpoints refresh() {
		if (this.endpoints == null) {
			throw refused("There is no service to refresh, the relay runs in this process.");
		}
		CompletableFuture<Void> change = this.endpoints.refresh().toCompletableFuture();
		if (change.isCompletedExceptionally()) {
			throw refused(reasonOf(change));
		}
		return endpoints();
	}

	private static String reasonOf(CompletableFuture<Void> failed) {
		try {
			failed.join();
			return "";
		}
		catch (CompletionException ex) {
			return String.valueOf((ex.getCause() != null) ? ex.getCause().getMessage() : ex.getMessage());
		}
	}

	private static InvalidEndpointRequestException refused(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	/**
	 * All endpoints.
	 *
	 * @param endpoints state of each
	 */
	public record Endpoints(List<EndpointState> endpoints) implements OperationResponseBody {
	}

}
