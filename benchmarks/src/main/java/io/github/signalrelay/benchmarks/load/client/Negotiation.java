// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.NegotiateException;
import io.github.signalrelay.protocol.negotiate.NegotiateResponse;

/**
 * Negotiates for one client as the published clients do, through redirects to a relay.
 * Belongs to the generator's event loop.
 */
final class Negotiation {

	private static final int MAX_REDIRECTS = 10;

	private final HttpPool requests;

	private final Consumer<Endpoint> done;

	private final Consumer<String> failed;

	private int redirects;

	private Negotiation(HttpPool requests, Consumer<Endpoint> done, Consumer<String> failed) {
		this.requests = requests;
		this.done = done;
		this.failed = failed;
	}

	/** Negotiates; one of the two is told. */
	static void start(ClientSettings settings, int index, Consumer<Endpoint> done, Consumer<String> failed) {
		String query = settings.users() ? "user=u" + index : "";
		new Negotiation(settings.requests(), done, failed).ask(HttpOrigin.of(settings.address()),
				settings.address().path(), query, null);
	}

	private void ask(HttpOrigin origin, String path, String query, @Nullable String token) {
		String target = path + (path.endsWith("/") ? "" : "/") + "negotiate?"
				+ join(query, query.contains("negotiateVersion=") ? "" : "negotiateVersion=1");
		String head = origin.request("POST", target, authorization(token), 0);
		this.requests.request(origin, head, (status, body) -> answer(origin, path, query, token, status, body),
				(reason) -> this.failed.accept("negotiation: " + reason));
	}

	private static String authorization(@Nullable String token) {
		return (token != null) ? "Authorization: Bearer " + token + "\r\n" : "";
	}

	private static String join(String first, String second) {
		return first + ((first.isEmpty() || second.isEmpty()) ? "" : "&") + second;
	}

	private void answer(HttpOrigin origin, String path, String query, @Nullable String token, int status, byte[] body) {
		if (status != 200) {
			this.failed.accept("negotiation: status " + status + " " + excerpt(body));
			return;
		}
		try {
			NegotiateResponse response = NegotiateResponse.parse(ByteBuffer.wrap(body));
			if (response.error() != null) {
				this.failed.accept("negotiation: " + response.error());
			}
			else if (response.url() != null) {
				redirect(URI.create(response.url()), (response.accessToken() != null) ? response.accessToken() : token);
			}
			else {
				String id = (response.connectionToken() != null) ? response.connectionToken() : response.connectionId();
				this.done.accept(new Endpoint(origin, path, join(query, "id=" + encode(id)), token));
			}
		}
		catch (NegotiateException | IllegalArgumentException ex) {
			this.failed.accept("negotiation: " + ex.getMessage());
		}
	}

	private void redirect(URI url, @Nullable String token) {
		if (++this.redirects > MAX_REDIRECTS) {
			this.failed.accept("negotiation: more than " + MAX_REDIRECTS + " redirects");
			return;
		}
		boolean tls = "https".equals(url.getScheme());
		int port = (url.getPort() >= 0) ? url.getPort() : (tls ? 443 : 80);
		String query = (url.getRawQuery() != null) ? url.getRawQuery() : "";
		if (url.getHost() == null) {
			throw new IllegalArgumentException("redirect to no host");
		}
		ask(new HttpOrigin(url.getHost(), port, tls), url.getRawPath(), query, token);
	}

	private static String encode(@Nullable String value) {
		return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
	}

	private static String excerpt(byte[] body) {
		return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
	}

	/**
	 * Where a negotiated connection is made.
	 *
	 * @param origin server
	 * @param path path of the hub
	 * @param query query with the connection's id
	 * @param token access token, or {@code null}
	 */
	record Endpoint(HttpOrigin origin, String path, String query, @Nullable String token) {

		/** Path and query for requests that carry the token in a header. */
		String target() {
			return this.path + "?" + this.query;
		}

		/** Path and query for requests that cannot, as those of browsers. */
		String targetWithToken() {
			return target() + ((this.token != null) ? "&access_token=" + encode(this.token) : "");
		}

		/** Header with the token, or nothing. */
		String authorization() {
			return Negotiation.authorization(this.token);
		}

		@Override
		public String toString() {
			return "Endpoint[" + this.origin + "]";
		}

	}

}
