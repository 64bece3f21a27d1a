// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Web pages that may use the relay from a browser, by their origin. Tokens, not origins,
 * decide who is let in; therefore any origin may by default, as with Azure SignalR.
 *
 * @param origins origins such as {@code https://example.org}, or {@code *} for any
 */
public record AllowedOrigins(Set<String> origins) {

	/** Any origin. */
	public static final AllowedOrigins ANY = new AllowedOrigins(Set.of("*"));

	/** How long browsers may remember a preflight, in seconds. */
	private static final String MAX_AGE = "600";

	public AllowedOrigins {
		origins = Set.copyOf(origins);
	}

	/**
	 * Whether pages of an origin may connect.
	 * @param origin value of the {@code Origin} header, or {@code null} for programs that
	 * are not browsers
	 * @return {@code true} if so
	 */
	public boolean allows(@Nullable String origin) {
		return origin == null || this.origins.contains("*")
				|| this.origins.stream().anyMatch((allowed) -> allowed.equalsIgnoreCase(origin));
	}

	/**
	 * Headers that let a page read a response.
	 * @param origin value of the {@code Origin} header, or {@code null}
	 * @return the headers, empty when the origin is missing or not allowed
	 */
	public Map<String, String> responseHeaders(@Nullable String origin) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (origin != null && allows(origin)) {
			// Browsers send credentials by default, which rules the wildcard out
			headers.put("Access-Control-Allow-Origin", origin);
			headers.put("Access-Control-Allow-Credentials", "true");
			headers.put("Vary", "Origin");
		}
		return headers;
	}

	/**
	 * Headers that answer a preflight.
	 * @param origin value of the {@code Origin} header
	 * @param requestedHeaders value of {@code Access-Control-Request-Headers}, or
	 * {@code null}
	 * @return the headers, empty when the origin is not allowed
	 */
	public Map<String, String> preflightHeaders(String origin, @Nullable String requestedHeaders) {
		Map<String, String> headers = responseHeaders(origin);
		if (!headers.isEmpty()) {
			headers.put("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
			headers.put("Access-Control-Max-Age", MAX_AGE);
			if (requestedHeaders != null) {
				headers.put("Access-Control-Allow-Headers", requestedHeaders);
			}
		}
		return headers;
	}

}
