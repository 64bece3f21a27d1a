// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.util.function.Function;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.connection.ServiceLinkOpener;

/**
 * Makes endpoints that can be connected to out of those that are configured.
 *
 * @param accesses finds the way to an endpoint
 * @param openers makes what opens service connections to it
 */
public record EndpointConnector(EndpointAccessFactory accesses, Function<ServerAccess, ServiceLinkOpener> openers) {

	/**
	 * Prepares an endpoint; opens nothing yet.
	 * @param endpoint what is configured
	 * @return the endpoint
	 */
	public ConnectedEndpoint connect(ServiceEndpoint endpoint) {
		return new ConnectedEndpoint(endpoint, this.accesses.accessTo(endpoint), this.openers);
	}

	/**
	 * Changes what may change of an endpoint while its connections live.
	 * @param connected the endpoint
	 * @param endpoint what is configured from now on
	 */
	public void update(ConnectedEndpoint connected, ServiceEndpoint endpoint) {
		connected.update(endpoint, this.accesses.accessTo(endpoint));
	}

}
