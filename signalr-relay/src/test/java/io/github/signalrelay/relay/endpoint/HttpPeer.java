// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RelayFixture;

/**
 * A client that speaks HTTP only: negotiates, polls, posts, reads event streams. Every
 * wait has a limit.
 */
final class HttpPeer {

	static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001E";

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final HttpClient http;

	private final int port;

	private final String accessToken;

	final String token;

	HttpPeer(int port, Claim... claims) {
		this(port, HttpClient.Version.HTTP_1_1, claims);
	}

	HttpPeer(int port, HttpClient.Version version, Claim... claims) {
		this.http = HttpClient.newBuilder().version(version).connectTimeout(LIMIT).build();
		this.port = port;
		this.accessToken = RelayFixture.clientToken(claims);
		this.token = send(request("/negotiate", "&negotiateVersion=1").POST(HttpRequest.BodyPublishers.noBody())).body()
			.replaceFirst(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
	}

	HttpRequest.Builder request(String path, String query) {
		return HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/client" + path + "?hub=chat" + query))
			.timeout(LIMIT)
			.header("Authorization", "Bearer " + this.accessToken);
	}

	HttpRequest.Builder request() {
		return request("/", "&id=" + this.token);
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		return get(sendLater(request));
	}

	CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
		return this.http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	static <T> T get(CompletableFuture<T> future) {
		try {
			return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<String> poll() {
		return get(pollLater());
	}

	CompletableFuture<HttpResponse<String>> pollLater() {
		return sendLater(request().GET());
	}

	CompletableFuture<HttpResponse<String>> postLater(String body) {
		return sendLater(request().POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	HttpResponse<String> post(String body) {
		return get(postLater(body));
	}

	HttpResponse<String> delete() {
		return send(request().DELETE());
	}

	/** First poll and hub handshake. */
	HttpPeer open() {
		expect(poll().body(), "");
		CompletableFuture<HttpResponse<String>> answer = pollLater();
		post(HANDSHAKE);
		expect(get(answer).body(), "{}\u001E");
		return this;
	}

	private static void expect(String actual, String wanted) {
		if (!wanted.equals(actual)) {
			throw new AssertionError("body: '" + actual + "' (expected: '" + wanted + "')");
		}
	}

	Events events() {
		return new Events(get(this.http.sendAsync(request().header("Accept", "text/event-stream").GET().build(),
				BodyHandlers.ofInputStream())));
	}

	/** Event stream behind its hub handshake. */
	Events openEvents() {
		Events events = events();
		expect(events.line(), ":");
		post(HANDSHAKE);
		expect(events.event(), "{}\u001E");
		return events;
	}

	/** What comes on an event stream. */
	static final class Events implements AutoCloseable {

		final HttpResponse<InputStream> response;

		private final BufferedReader lines;

		Events(HttpResponse<InputStream> response) {
			this.response = response;
			this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
		}

		String line() {
			return get(CompletableFuture.supplyAsync(() -> {
				try {
					return String.valueOf(this.lines.readLine());
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}));
		}

		/** Data of the next event, "null" at the end. */
		String event() {
			String line = line();
			while (line.isEmpty() || line.startsWith(":")) {
				line = line();
			}
			return line.startsWith("data: ") ? line.substring(6) : line;
		}

		@Override
		public void close() {
			try {
				this.response.body().close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
