// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import io.github.signalrelay.protocol.connection.EndpointType;

/**
 * One endpoint as one hub sees it: what an {@link EndpointRouter} chooses from. Values
 * are current at each call and change at any time. Implemented by the library only;
 * routers give back the objects that they were given.
 */
public interface HubEndpoint {

	/**
	 * Name of the hub towards the endpoint.
	 * @return the name on the wire: lower case, behind the application name if there is
	 * one
	 */
	String hub();

	/**
	 * Name of the endpoint.
	 * @return the name from {@code azure.signalr.endpoints}, may be empty
	 */
	String name();

	/**
	 * What the endpoint is for.
	 * @return primary or secondary
	 */
	EndpointType type();

	/**
	 * Where the endpoint is.
	 * @return scheme, host and port, the port only where it is not the default one
	 */
	String address();

	/**
	 * Whether the hub can reach the endpoint.
	 * @return {@code true} from the start until all service connections are lost, and
	 * again from the next one that connects
	 */
	boolean isOnline();

	/**
	 * Whether the endpoint has clients of the hub.
	 * @return {@code false} once it has said "no clients" five times and for ten minutes;
	 * a hint only
	 */
	boolean isActive();

	/**
	 * Load of the endpoint.
	 * @return what the last status told
	 */
	EndpointMetrics metrics();

}
