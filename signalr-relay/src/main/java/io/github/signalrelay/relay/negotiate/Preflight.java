// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.security.AllowedOrigins;

/**
 * Answers the requests by which browsers ask whether a page may send another one
 * (transports reference, section 13).
 */
public final class Preflight {

	private Preflight() {
	}

	/**
	 * Answers a request if it is a preflight.
	 * @param request the request
	 * @param origins pages that may use the relay
	 * @return 204, or 403 for a page that may not, or {@code null} for any other request
	 */
	public static @Nullable RelayResponse answer(RelayRequest request, AllowedOrigins origins) {
		String origin = request.header("Origin");
		if (origin == null || !"OPTIONS".equals(request.method())
				|| request.header("Access-Control-Request-Method") == null) {
			return null;
		}
		Map<String, String> headers = origins.preflightHeaders(origin,
				request.header("Access-Control-Request-Headers"));
		return RelayResponse.text(headers.isEmpty() ? 403 : 204, "").with(headers);
	}

}
