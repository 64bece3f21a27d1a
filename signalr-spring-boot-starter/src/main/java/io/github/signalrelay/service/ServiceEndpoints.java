// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.reload.EndpointReload;

/**
 * Endpoints of the application: what they are, and how they are changed while it runs. A
 * bean of applications that are connected to a service. Any thread may use it; nothing
 * blocks.
 * <p>
 * A change keeps the clients of every endpoint that stays. One that is added gets clients
 * once all app servers are connected to it, one that is removed keeps its clients until
 * they leave, both no longer than {@code azure.signalr.service-scale-timeout}. A new name
 * or client address, and a new access key, count from the next client on.
 */
public final class ServiceEndpoints {

	private static final Logger logger = LoggerFactory.getLogger(ServiceEndpoints.class);

	private final ServiceConnections connections;

	private final EndpointReload reload;

	private final Supplier<List<ServiceEndpoint>> configuration;

	/**
	 * Creates the endpoints.
	 * @param connections connections to them
	 * @param reload changes them
	 * @param configuration reads what is configured now; throws what is wrong with it
	 */
	public ServiceEndpoints(ServiceConnections connections, EndpointReload reload,
			Supplier<List<ServiceEndpoint>> configuration) {
		this.connections = connections;
		this.reload = reload;
		this.configuration = configuration;
	}

	/**
	 * Endpoints that the application has now, those included that are being added or
	 * removed.
	 * @return the endpoints
	 */
	public List<ServiceEndpoint> all() {
		return this.connections.endpoints().stream().map(ConnectedEndpoint::endpoint).filter(Objects::nonNull).toList();
	}

	/**
	 * What an operator may know of them.
	 * @return the state of this moment, without keys
	 */
	public List<EndpointState> states() {
		return this.connections.states();
	}

	/**
	 * Reads {@code azure.signalr.connection-string} and {@code azure.signalr.endpoints}
	 * anew and changes the endpoints to them. Nothing else is read.
	 * @return completes when all is changed; fails if the configuration is not valid,
	 * which is also logged, and changes nothing then
	 */
	public CompletionStage<Void> refresh() {
		List<ServiceEndpoint> configured;
		try {
			configured = this.configuration.get();
		}
		catch (RuntimeException ex) {
			logger.error("The endpoints of the application stay as they are: {}", ex.getMessage());
			return CompletableFuture.failedStage(ex);
		}
		return reload(configured);
	}

	/**
	 * Changes the endpoints. What is wanted while a change is under way waits for its
	 * end, and only the last of it counts.
	 * @param wanted endpoints at different addresses, at least one of them primary
	 * @return completes when all is changed, or when something newer is wanted; fails if
	 * these cannot be the endpoints of an application, which is also logged, and changes
	 * nothing then
	 */
	public CompletionStage<Void> reload(List<ServiceEndpoint> wanted) {
		return this.reload.reload(wanted);
	}

}
