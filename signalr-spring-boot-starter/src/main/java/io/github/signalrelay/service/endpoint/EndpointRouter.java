// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.negotiate.NegotiateContext;

/**
 * Decides which of several endpoints a client is sent to, and which ones a message goes
 * to. Declare a bean to replace {@link DefaultEndpointRouter}, most easily one that
 * extends it and overrides what shall be different.
 * <p>
 * Methods are called by many threads at the same time, for each client and for each
 * message, and must not block. The lists have the endpoints of one hub; what is returned
 * must come from them. An exception reaches the caller: the negotiate request fails, or
 * the send does.
 * <p>
 * Routers of messages have to agree with those of clients: a message does not reach a
 * client at an endpoint that the router left out. With a router of the application's own
 * all questions are asked even if there is only one endpoint.
 */
public interface EndpointRouter {

	/**
	 * Endpoint for a client.
	 * @param context the negotiate request
	 * @param endpoints endpoints of the hub that take clients, those that are not online
	 * included
	 * @return the endpoint or an answer; {@code null} answers the request with status 500
	 */
	@Nullable NegotiateRoute negotiate(NegotiateContext context, List<HubEndpoint> endpoints);

	/**
	 * Endpoints for a message to all clients.
	 * @param endpoints all endpoints of the hub
	 * @return endpoints that the message is sent to; with none the message is dropped
	 */
	Collection<HubEndpoint> endpointsForBroadcast(List<HubEndpoint> endpoints);

	/**
	 * Endpoints for a message to a user. Messages about a user and a group go where both
	 * methods say.
	 * @param userId id of the user
	 * @param endpoints all endpoints of the hub
	 * @return endpoints that the message is sent to; with none the message is dropped
	 */
	Collection<HubEndpoint> endpointsForUser(String userId, List<HubEndpoint> endpoints);

	/**
	 * Endpoints for a message to a group, or about its members.
	 * @param group name of the group
	 * @param endpoints all endpoints of the hub
	 * @return endpoints that the message is sent to; with none the message is dropped
	 */
	Collection<HubEndpoint> endpointsForGroup(String group, List<HubEndpoint> endpoints);

	/**
	 * Endpoints for a message to a client that another app server serves, or of which it
	 * is not known who does. Clients of this app server are reached at their own
	 * endpoint.
	 * @param connectionId id of the client connection
	 * @param endpoints all endpoints of the hub
	 * @return endpoints that the message is sent to; with none the message is dropped
	 */
	Collection<HubEndpoint> endpointsForConnection(String connectionId, List<HubEndpoint> endpoints);

}
