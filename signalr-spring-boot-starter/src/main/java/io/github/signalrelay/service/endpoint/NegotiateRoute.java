// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

/**
 * What an {@link EndpointRouter} decides about a client: the endpoint that it is sent to,
 * or an answer in place of one.
 */
public sealed interface NegotiateRoute {

	/** No endpoint is online. */
	Answer NOT_CONNECTED = new Answer(500, "Azure SignalR Service is not connected yet, please try again later.");

	/**
	 * Sends the client to an endpoint.
	 * @param endpoint one of those that the router was given
	 * @return the decision
	 */
	static NegotiateRoute to(HubEndpoint endpoint) {
		return new Chosen(endpoint);
	}

	/**
	 * Answers the request without an endpoint.
	 * @param status HTTP status, 200 to 599
	 * @param text body of the answer, may be empty
	 * @return the decision
	 */
	static NegotiateRoute answer(int status, String text) {
		return new Answer(status, text);
	}

	/**
	 * The client goes to an endpoint.
	 *
	 * @param endpoint the endpoint
	 */
	record Chosen(HubEndpoint endpoint) implements NegotiateRoute {
	}

	/**
	 * The client gets an answer of the router's own.
	 *
	 * @param status HTTP status, 200 to 599
	 * @param text body of the answer, may be empty
	 */
	record Answer(int status, String text) implements NegotiateRoute {

		public Answer {
			if (status < 200 || status > 599) {
				throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
			}
		}

	}

}
