// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.raw;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a client is told to connect to.
 *
 * @param endpoint address that the application redirected to, over HTTP
 * @param accessToken token for it
 */
public record Negotiation(URI endpoint, String accessToken) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * Asks an application where to connect.
	 * @param http client to ask with
	 * @param hub address of the hub
	 * @param query query for it, without a question mark
	 * @return the answer
	 */
	public static CompletableFuture<Negotiation> with(HttpClient http, URI hub, String query) {
		URI uri = URI.create(hub + "/negotiate?negotiateVersion=1&" + query);
		HttpRequest request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
		return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Negotiation::read);
	}

	private static Negotiation read(HttpResponse<String> response) {
		if (response.statusCode() != 200) {
			throw new IllegalStateException("negotiate answered " + response.statusCode() + " " + response.body());
		}
		JsonNode answer = JSON.readTree(response.body());
		return new Negotiation(URI.create(answer.path("url").asString()), answer.path("accessToken").asString());
	}

	/**
	 * Address of the WebSocket.
	 * @return the endpoint with the scheme of WebSockets
	 */
	public URI webSocket() {
		return URI.create(this.endpoint.toString().replaceFirst("^http", "ws"));
	}

	/**
	 * Address to negotiate at with the relay.
	 * @return the endpoint with the path that clients add
	 */
	public URI relayNegotiate() {
		String path = this.endpoint.getPath().replaceFirst("/?$", "/negotiate");
		return this.endpoint.resolve(path + "?" + this.endpoint.getRawQuery() + "&negotiateVersion=1");
	}

	/**
	 * Negotiates with the relay, as published clients do that were redirected to it.
	 * @param http client to ask with
	 * @return the connection
	 */
	public CompletableFuture<NegotiatedConnection> connection(HttpClient http) {
		HttpRequest request = HttpRequest.newBuilder(relayNegotiate())
			.header("Authorization", "Bearer " + this.accessToken)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply((response) -> {
			if (response.statusCode() != 200) {
				throw new IllegalStateException("the relay answered " + response.statusCode());
			}
			JsonNode answer = JSON.readTree(response.body());
			URI reserved = URI.create(this.endpoint + "&id=" + answer.path("connectionToken").asString());
			return new NegotiatedConnection(answer.path("connectionId").asString(),
					new Negotiation(reserved, this.accessToken));
		});
	}

	/**
	 * The same endpoint with another token.
	 * @param token the token
	 * @return the changed negotiation
	 */
	public Negotiation withToken(String token) {
		return new Negotiation(this.endpoint, token);
	}

}
