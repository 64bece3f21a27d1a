// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.Locale;

import io.github.signalrelay.relay.security.AllowedOrigins;

/**
 * Answers requests to {@code {base path}/client/} that are no WebSocket upgrades. Only
 * WebSockets are offered so far, so all of them are refused as ASP.NET Core SignalR
 * refuses transports that an endpoint does not have (transports reference, sections 5 to
 * 9). Any thread may use it; it never blocks.
 */
public final class OtherTransportsEndpoint {

	private static final String NOT_SUPPORTED = " transport not supported by this end point type";

	private final AllowedOrigins origins;

	/**
	 * Makes the endpoint of a relay.
	 * @param origins pages that may read the answers
	 */
	public OtherTransportsEndpoint(AllowedOrigins origins) {
		this.origins = origins;
	}

	/**
	 * Answers a request of any method.
	 * @param request the request; its body does not matter
	 * @return the response
	 */
	public RelayResponse handle(RelayRequest request) {
		String origin = request.header("Origin");
		if (origin != null && "OPTIONS".equals(request.method())) {
			return RelayResponse.text(204, "")
				.with(this.origins.preflightHeaders(origin, request.header("Access-Control-Request-Headers")));
		}
		return answer(request).with(this.origins.responseHeaders(origin));
	}

	private static RelayResponse answer(RelayRequest request) {
		String accept = request.header("Accept");
		return switch (request.method()) {
			case "GET" -> RelayResponse.text(404,
					(accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream"))
							? "ServerSentEvents" + NOT_SUPPORTED : "LongPolling" + NOT_SUPPORTED);
			case "POST", "DELETE" -> RelayResponse.text(404, "No Connection with that ID");
			default -> RelayResponse.text(405, "");
		};
	}

}
