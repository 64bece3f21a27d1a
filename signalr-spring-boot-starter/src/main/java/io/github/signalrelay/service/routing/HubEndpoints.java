// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.endpoint.HubEndpoint;

/**
 * Endpoints of one hub: those that messages go to, and those that clients are sent to.
 * The lists are replaced under the monitor of this object and read by everybody.
 */
public final class HubEndpoints {

	private volatile List<ServiceConnectionContainer> sending;

	private volatile List<ServiceConnectionContainer> negotiating;

	/**
	 * Starts with endpoints that take messages and clients.
	 * @param containers service connections of the hub, by endpoint
	 */
	public HubEndpoints(List<ServiceConnectionContainer> containers) {
		this.sending = List.copyOf(containers);
		this.negotiating = this.sending;
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
	 * @return the endpoints, as a router sees them
	 */
	public List<HubEndpoint> negotiating() {
		return List.copyOf(this.negotiating);
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
	public synchronized void endSending(ServiceConnectionContainer container) {
		endNegotiating(container);
		this.sending = changed(this.sending, (list) -> list.remove(container));
	}

	private static List<ServiceConnectionContainer> changed(List<ServiceConnectionContainer> list,
			Consumer<List<ServiceConnectionContainer>> change) {
		List<ServiceConnectionContainer> copy = new ArrayList<>(list);
		change.accept(copy);
		return List.copyOf(copy);
	}

}
