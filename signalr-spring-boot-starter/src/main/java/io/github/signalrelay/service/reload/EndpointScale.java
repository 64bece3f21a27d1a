// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.routing.HubEndpoints;

/**
 * Adds and removes endpoints while the application runs, for all hubs at once (service
 * protocol reference, 6.9). A new endpoint takes messages once it is connected, and
 * clients once all app servers are known to every endpoint; one that goes takes no more
 * clients, and messages until its last client has left. After the time-out all of that
 * happens in any case.
 * <p>
 * May be used by any thread. The list of endpoints is replaced under the monitor of this
 * object.
 */
public final class EndpointScale {

	private static final Logger logger = LoggerFactory.getLogger(EndpointScale.class);

	private static final long CHECK_MILLIS = 500;

	/** Every so many checks the endpoints are asked for their app servers. */
	private static final int CHECKS_PER_QUESTION = 10;

	private static final long DRAIN_CHECK_MILLIS = 5000;

	private final Collection<HubEndpoints> hubs;

	private final Scheduler scheduler;

	private final Duration timeout;

	private volatile List<ConnectedEndpoint> endpoints;

	/**
	 * Starts with endpoints.
	 * @param initial the endpoints
	 * @param hubs the hubs that are connected to them
	 * @param scheduler runs what is due
	 * @param timeout longest time that adding or removing an endpoint takes
	 */
	public EndpointScale(List<ConnectedEndpoint> initial, Collection<HubEndpoints> hubs, Scheduler scheduler,
			Duration timeout) {
		this.endpoints = List.copyOf(initial);
		this.hubs = List.copyOf(hubs);
		this.scheduler = scheduler;
		this.timeout = timeout;
	}

	/**
	 * Endpoints of the application, those included that are being added or removed.
	 * @return the endpoints
	 */
	public List<ConnectedEndpoint> endpoints() {
		return this.endpoints;
	}

	/**
	 * Adds an endpoint.
	 * @param endpoint the endpoint
	 * @return completes when clients may be sent there
	 */
	CompletableFuture<Void> add(ConnectedEndpoint endpoint) {
		logger.info("Adding endpoint {}.", endpoint);
		change(endpoint, true);
		return all(this.hubs.stream().map((hub) -> add(hub, hub.connect(endpoint))).toList())
			.thenRun(() -> logger.info("Endpoint {} is in use.", endpoint));
	}

	/**
	 * Removes an endpoint.
	 * @param endpoint the endpoint
	 * @return completes when it is left
	 */
	CompletableFuture<Void> remove(ConnectedEndpoint endpoint) {
		logger.info("Removing endpoint {}.", endpoint);
		return all(this.hubs.stream().map((hub) -> remove(hub, endpoint)).toList()).thenRun(() -> {
			change(endpoint, false);
			endpoint.close();
			logger.info("Endpoint {} is left.", endpoint);
		});
	}

	private synchronized void change(ConnectedEndpoint endpoint, boolean add) {
		List<ConnectedEndpoint> changed = new ArrayList<>(this.endpoints);
		if (add) {
			changed.add(endpoint);
		}
		else {
			changed.remove(endpoint);
		}
		this.endpoints = List.copyOf(changed);
	}

	private CompletableFuture<Void> add(HubEndpoints hub, ServiceConnectionContainer added) {
		added.start();
		if (!added.opensConnections()) {
			hub.beginSending(added);
			hub.beginNegotiating(added);
			return CompletableFuture.completedFuture(null);
		}
		long start = now();
		return await(() -> added.activeCount() > 0, start, CHECK_MILLIS).thenCompose((connected) -> {
			hub.beginSending(added);
			return await(new SameServers(hub, added)::areKnown, start, CHECK_MILLIS);
		}).thenAccept((known) -> {
			if (!known) {
				logger.warn("Hub '{}': endpoint {} is used although not all app servers are known to be connected.",
						added.hub(), added.endpoint());
			}
			hub.beginNegotiating(added);
		});
	}

	private CompletableFuture<Void> remove(HubEndpoints hub, ConnectedEndpoint endpoint) {
		ServiceConnectionContainer leaving = hub.container(endpoint);
		if (leaving == null) {
			return CompletableFuture.completedFuture(null);
		}
		hub.endNegotiating(leaving);
		leaving.retire();
		return await(leaving::isDrained, now(), DRAIN_CHECK_MILLIS).thenAccept((drained) -> {
			if (!drained) {
				logger.warn("Hub '{}': endpoint {} is left although it may have clients.", leaving.hub(), endpoint);
			}
			hub.disconnect(leaving);
			leaving.stop();
		});
	}

	/** Completes with whether the condition came true before the time was over. */
	private CompletableFuture<Boolean> await(BooleanSupplier condition, long start, long intervalMillis) {
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		Disposable.Swap timer = Disposables.swap();
		timer.update(this.scheduler.schedulePeriodically(() -> {
			if (condition.getAsBoolean()) {
				result.complete(true);
			}
			else if (now() - start >= this.timeout.toMillis()) {
				result.complete(false);
			}
		}, 0, intervalMillis, TimeUnit.MILLISECONDS));
		return result.whenComplete((done, failure) -> timer.dispose());
	}

	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	private static CompletableFuture<Void> all(Collection<CompletableFuture<Void>> stages) {
		return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
	}

	/**
	 * Finds out whether all endpoints of a hub list the same app servers. Used by one
	 * timer.
	 */
	private static final class SameServers {

		private final HubEndpoints hub;

		private final ServiceConnectionContainer added;

		private int checks;

		SameServers(HubEndpoints hub, ServiceConnectionContainer added) {
			this.hub = hub;
			this.added = added;
		}

		boolean areKnown() {
			List<ServiceConnectionContainer> all = this.hub.sending();
			if (this.checks++ % CHECKS_PER_QUESTION == 0) {
				all.forEach(ServiceConnectionContainer::askForServers);
			}
			String expected = normal(this.added.servers());
			return !expected.isEmpty()
					&& all.stream().allMatch((container) -> expected.equals(normal(container.servers())));
		}

		private static String normal(@Nullable String servers) {
			return (servers != null) ? servers.toLowerCase(Locale.ROOT).replaceAll(";+$", "") : "";
		}

	}

}
