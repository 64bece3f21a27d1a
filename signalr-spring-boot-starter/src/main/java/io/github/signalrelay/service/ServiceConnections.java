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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.routing.HubConnections;
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

	private final Map<String, ServiceConnectionContainer> containers = new LinkedHashMap<>();

	private final GracefulShutdown shutdown;

	private volatile boolean running;

	/**
	 * Makes a container for each hub and gives the hub its way to the service; opens
	 * nothing yet.
	 * @param registry the hubs
	 * @param hubNames names of hubs towards the service
	 * @param opener opens service connections
	 * @param environment what all of them share
	 * @param counts how many each hub has
	 * @param shutdown lets clients go before the connections end
	 */
	public ServiceConnections(HubRegistry registry, WireHubName hubNames, ServiceLinkOpener opener,
			ServiceEnvironment environment, ServiceConnectionCounts counts, GracefulShutdown shutdown) {
		this.registry = registry;
		this.shutdown = shutdown;
		for (RegisteredHub hub : registry.hubs()) {
			ServiceConnectionContainer container = new ServiceConnectionContainer(hubNames.of(hub.name()), environment,
					opener, hub.dispatcher(), counts, hub.options().allowStatefulReconnects());
			hub.connect(new HubConnections(container, environment));
			this.containers.put(hub.name(), container);
		}
	}

	/**
	 * Whether clients of a hub may be sent to the service.
	 * @param hub name of the hub, as the application wrote it
	 * @return {@code true} while the hub counts as online
	 */
	public boolean isOnline(String hub) {
		ServiceConnectionContainer container = this.containers.get(hub);
		return container != null && container.isOnline();
	}

	/**
	 * Number of connections that take messages, by hub.
	 * @return names of hubs, as the application wrote them, with their numbers
	 */
	public Map<String, Integer> activeCounts() {
		Map<String, Integer> counts = new LinkedHashMap<>();
		this.containers.forEach((hub, container) -> counts.put(hub, container.activeCount()));
		return counts;
	}

	@Override
	public void start() {
		this.running = true;
		this.containers.values().forEach(ServiceConnectionContainer::start);
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
			this.containers.values().forEach(ServiceConnectionContainer::stop);
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
			ServiceConnectionContainer container = this.containers.get(hub.name());
			if (container != null) {
				hubs.add(this.shutdown.run(hub, container.terminate()).toCompletableFuture());
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
