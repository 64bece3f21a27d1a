// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;

/**
 * Finds the way to an endpoint by the credential in its connection string.
 */
@FunctionalInterface
public interface EndpointAccessFactory {

	/**
	 * Way to an endpoint. Called at start, and again whenever the endpoint's connection
	 * string changes while the application runs.
	 * @param endpoint the endpoint
	 * @return how it is reached; closed when the endpoint is used no more
	 */
	EndpointAccess accessTo(ServiceEndpoint endpoint);

}
