// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.container.HubEndpointState;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;
import io.github.signalrelay.service.reload.EndpointScale;
import io.github.signalrelay.service.routing.HubConnections;
import io.github.signalrelay.service.routing.HubEndpoints;
import io.github.signalrelay.service.shutdown.GracefulShutdown;

/**
 * Service connections of all hubs, opened with the application and ended with it. Nothing
 * is opened again once the application stops.
 */
public final class ServiceConnections implements SmartLifecycle {

	/**
	 * Before the web server (at {@code DEFAULT_PHASE - 2048} in Spring Boot), so that
	 * hubs are connected when the first client negotiates; and stopped after it, so that
	 * requests which Boot's graceful shutdown waits for can still send to clients. The
	 * graceful shutdown of hubs begins then.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private static final Logger logger = LoggerFactory.getLogger(ServiceConnections.class);

	/**
	 * Time that disconnect callbacks of hubs have when the application stops, behind the
	 * graceful shutdown.
	 */
	public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final HubRegistry registry;

	private final WireHubName hubNames;

	private final ServiceEnvironment environment;

	private final ServiceConnectionCounts counts;

	/** By names of hubs, as the application wrote them. */
	private final Map<String, HubEndpoints> hubs = new LinkedHashMap<>();

	private final EndpointScale scale;

	private final GracefulShutdown shutdown;

	private volatile boolean running;

	/**
	 * Makes the containers of each hub and gives the hub its way to the services; opens
	 * nothing yet.
	 * @param registry the hubs
	 * @param hubNames names of hubs towards the services
	 * @param endpoints the services, at least one
	 * @param router chooses among them for each message
	 * @param environment what all connections share
	 * @param counts how many each hub has to each endpoint
	 * @param scaleTimeout longest time that adding or removing an endpoint takes
	 * @param shutdown lets clients go before the connections end
	 */
	public ServiceConnections(HubRegistry registry, WireHubName hubNames, List<ConnectedEndpoint> endpoints,
			EndpointRouter router, ServiceEnvironment environment, ServiceConnectionCounts counts,
			Duration scaleTimeout, GracefulShutdown shutdown) {
		this.registry = registry;
		this.shutdown = shutdown;
		this.hubNames = hubNames;
		this.environment = environment;
		this.counts = counts;
		for (RegisteredHub hub : registry.hubs()) {
			HubEndpoints ofHub = new HubEndpoints(endpoints, (endpoint) -> container(hub, endpoint));
			hub.connect(new HubConnections(ofHub, router, environment));
			this.hubs.put(hub.name(), ofHub);
		}
		this.scale = new EndpointScale(endpoints, this.hubs.values(), environment.scheduler(), scaleTimeout);
	}

	private ServiceConnectionContainer container(RegisteredHub hub, ConnectedEndpoint endpoint) {
		return new ServiceConnectionContainer(this.hubNames.of(hub.name()), endpoint, this.environment,
				hub.dispatcher(), this.counts, hub.options().allowStatefulReconnects());
	}

	private Stream<ServiceConnectionContainer> containers() {
		return this.hubs.values().stream().flatMap((hub) -> hub.all().stream());
	}

	/**
	 * Whether clients of a hub may be sent to any service.
	 * @param hub name of the hub, as the application wrote it
	 * @return {@code true} while an endpoint of the hub is online
	 */
	public boolean isOnline(String hub) {
		return negotiableEndpoints(hub).stream().anyMatch(HubEndpoint::isOnline);
	}

	/**
	 * Endpoints that clients of a hub may be sent to.
	 * @param hub name of the hub, as the application wrote it
	 * @return the endpoints, also those that are not online
	 */
	public List<HubEndpoint> negotiableEndpoints(String hub) {
		HubEndpoints endpoints = this.hubs.get(hub);
		return (endpoints != null) ? endpoints.negotiating() : List.of();
	}

	/**
	 * Sends claims of a client of a hub to the relay of this process.
	 * @param hub name of the hub, as the application wrote it
	 * @param claims the claims
	 * @return {@code false} when the hub is not connected to it
	 */
	public boolean storeInProcess(String hub, StoreClaims claims) {
		HubEndpoints endpoints = this.hubs.get(hub);
		return endpoints != null && endpoints.all()
			.stream()
			.anyMatch((container) -> container.endpoint().endpoint() == null
					&& new ConnectedClaimsStore(container).store(claims));
	}

	/**
	 * All endpoints, those included that are being added or removed.
	 * @return the endpoints
	 */
	public List<ConnectedEndpoint> endpoints() {
		return this.scale.endpoints();
	}

	/**
	 * Changes the endpoints while the application runs.
	 * @return adds and removes endpoints
	 */
	public EndpointScale scale() {
		return this.scale;
	}

	/**
	 * Number of endpoints.
	 * @return the number, 1 with the relay of this process
	 */
	public int endpointCount() {
		return endpoints().size();
	}

	/**
	 * What an operator may know of all endpoints.
	 * @return the state of this moment, without keys
	 */
	public List<EndpointState> states() {
		return endpoints().stream().map((endpoint) -> {
			List<HubEndpointState> states = containers().filter((container) -> container.endpoint() == endpoint)
				.map(ServiceConnectionContainer::state)
				.toList();
			return new EndpointState(endpoint.name(), endpoint.type(), endpoint.address(), states);
		}).toList();
	}

	/**
	 * Number of connections that take messages, by hub.
	 * @return names of hubs, as the application wrote them, with their numbers
	 */
	public Map<String, Integer> activeCounts() {
		Map<String, Integer> active = new LinkedHashMap<>();
		this.hubs.forEach((hub, ofHub) -> active.put(hub,
				ofHub.all().stream().mapToInt(ServiceConnectionContainer::activeCount).sum()));
		return active;
	}

	@Override
	public void start() {
		this.running = true;
		containers().forEach(ServiceConnectionContainer::start);
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	/**
	 * Lets the clients go, or tells them to come back, and ends all connections. What is
	 * done within the time-out of the graceful shutdown does not block.
	 */
	@Override
	public void stop(Runnable callback) {
		letGo().thenCompose((done) -> closeClients()).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.warn("Not all disconnect callbacks of hubs have run in time.", failure);
			}
			containers().forEach(ServiceConnectionContainer::stop);
			endpoints().forEach(ConnectedEndpoint::close);
			this.running = false;
			callback.run();
		});
	}

	private CompletionStage<Void> closeClients() {
		return this.registry.closeConnections()
			.toCompletableFuture()
			.orTimeout(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
	}

	private CompletionStage<Void> letGo() {
		if (!this.shutdown.isEnabled()) {
			return CompletableFuture.completedStage(null);
		}
		List<CompletableFuture<Void>> hubs = new ArrayList<>();
		for (RegisteredHub hub : this.registry.hubs()) {
			HubEndpoints endpoints = this.hubs.get(hub.name());
			if (endpoints != null) {
				List<ServiceConnection> connections = endpoints.all()
					.stream()
					.flatMap((container) -> container.terminate().stream())
					.toList();
				hubs.add(this.shutdown.run(hub, connections).toCompletableFuture());
			}
		}
		return CompletableFuture.allOf(hubs.toArray(CompletableFuture[]::new));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Like the web server: what stops here cannot start again, and clients of a test
	 * whose context is only set aside have to stay.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
