// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.HubEndpoint;

/**
 * Endpoints of one hub: those that messages go to, and those that clients are sent to.
 * The lists are replaced under the monitor of this object and read by everybody.
 */
public final class HubEndpoints {

	private final Function<ConnectedEndpoint, ServiceConnectionContainer> containers;

	/** Also those that nothing is sent to yet. */
	private volatile List<ServiceConnectionContainer> all;

	private volatile List<ServiceConnectionContainer> sending;

	private volatile List<ServiceConnectionContainer> negotiating;

	/**
	 * Starts with endpoints that take messages and clients.
	 * @param endpoints the endpoints
	 * @param containers makes the hub's service connections to an endpoint
	 */
	public HubEndpoints(List<ConnectedEndpoint> endpoints,
			Function<ConnectedEndpoint, ServiceConnectionContainer> containers) {
		this.containers = containers;
		this.all = endpoints.stream().map(containers).toList();
		this.sending = this.all;
		this.negotiating = this.all;
	}

	/**
	 * All endpoints, also those that are being added.
	 * @return the service connections to them
	 */
	public List<ServiceConnectionContainer> all() {
		return this.all;
	}

	/**
	 * Service connections to one endpoint.
	 * @param endpoint the endpoint
	 * @return the service connections, or {@code null} if there are none
	 */
	public @Nullable ServiceConnectionContainer container(ConnectedEndpoint endpoint) {
		return this.all.stream().filter((container) -> container.endpoint() == endpoint).findFirst().orElse(null);
	}

	/**
	 * Makes service connections to one more endpoint, which gets neither messages nor
	 * clients yet.
	 * @param endpoint the endpoint
	 * @return the service connections, not started
	 */
	public synchronized ServiceConnectionContainer connect(ConnectedEndpoint endpoint) {
		ServiceConnectionContainer container = this.containers.apply(endpoint);
		this.all = changed(this.all, (list) -> list.add(container));
		return container;
	}

	/**
	 * Endpoints that messages go to.
	 * @return the service connections to them
	 */
	public List<ServiceConnectionContainer> sending() {
		return this.sending;
	}

	/**
	 * Endpoints that clients are sent to.
	 * @return the endpoints, as a router sees them; none while the app server stops
	 */
	public List<HubEndpoint> negotiating() {
		return this.negotiating.stream()
			.filter((container) -> !container.isTerminated())
			.map(HubEndpoint.class::cast)
			.toList();
	}

	/**
	 * Messages go to one more endpoint.
	 * @param container service connections to it
	 */
	public synchronized void beginSending(ServiceConnectionContainer container) {
		this.sending = changed(this.sending, (list) -> list.add(container));
	}

	/**
	 * Clients are sent to one more endpoint.
	 * @param container service connections to it
	 */
	public synchronized void beginNegotiating(ServiceConnectionContainer container) {
		this.negotiating = changed(this.negotiating, (list) -> list.add(container));
	}

	/**
	 * No more clients are sent to an endpoint; messages still are.
	 * @param container service connections to it
	 */
	public synchronized void endNegotiating(ServiceConnectionContainer container) {
		this.negotiating = changed(this.negotiating, (list) -> list.remove(container));
	}

	/**
	 * Nothing goes to an endpoint any more.
	 * @param container service connections to it
	 */
	public synchronized void disconnect(ServiceConnectionContainer container) {
		endNegotiating(container);
		this.all = changed(this.all, (list) -> list.remove(container));
		this.sending = changed(this.sending, (list) -> list.remove(container));
	}

	private static List<ServiceConnectionContainer> changed(List<ServiceConnectionContainer> list,
			Consumer<List<ServiceConnectionContainer>> change) {
		List<ServiceConnectionContainer> copy = new ArrayList<>(list);
		change.accept(copy);
		return List.copyOf(copy);
	}

}
