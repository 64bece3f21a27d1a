// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.tests.conversation.MessageCutter.Framing;
import io.github.signalrelay.tests.conversation.Script.Line;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.hostile.Tokens;

/**
 * App servers and clients of a relay, as scripts name them: {@code server} and
 * {@code client} lines; those that are {@code published} are of others. Used by one
 * thread.
 */
final class RelayPeers implements Conversation.Opener, AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String CLAIM = "claim.";

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI relay;

	/** Where clients that negotiated may come back to, by their name. */
	private final Map<String, URI> negotiated = new HashMap<>();

	private final Map<String, PublishedClient> published = new HashMap<>();

	private final HubRouter router;

	/**
	 * Makes the peers of a relay.
	 * @param application the running relay
	 */
	RelayPeers(RunningApplication application) {
		this.relay = application.origin();
		this.router = application.bean(Relay.class).router();
	}

	@Override
	public @Nullable Peer open(Line line, Map<String, String> names) throws Exception {
		PublishedClient known = this.published.get(line.first());
		if (known != null) {
			known.act(line);
			return null;
		}
		return switch (line.first()) {
			case "published" -> publish(line);
			case "server" -> openServer(line.values(), names);
			case "client" -> openClient(line.second(), line.values(), names);
			case "retire" -> retire(line.values());
			case "relay" -> null;
			default -> throw new AssertionError("line " + line.number() + ": who is " + line.first() + "?");
		};
	}

	private @Nullable Peer retire(Map<String, String> values) {
		HubScope scope = HubScope.core(values.get("hub"));
		if (!this.router.retire(scope, values.get("cid"))) {
			throw new AssertionError("The relay cannot retire " + values);
		}
		return null;
	}

	private @Nullable Peer publish(Line line) throws JOSEException {
		String hub = line.values().get("hub");
		this.published.put(line.second(), new PublishedClient(this.relay.resolve("/client/?hub=" + hub),
				token("client", hub, new JWTClaimsSet.Builder(), "")));
		return null;
	}

	private @Nullable Peer openServer(Map<String, String> values, Map<String, String> names) throws Exception {
		String hub = values.get("hub");
		String token = token("server", hub, new JWTClaimsSet.Builder(), values.getOrDefault("key", ""));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Authorization", "Bearer " + token);
		headers.put("X-ASRS-Server-Id", values.get("id"));
		String target = values.containsKey("target") ? "&target=" + known(values.get("target"), names) : "";
		URI uri = webSocket("/server/?hub=" + hub + "&cid=" + values.get("cid") + target);
		String refusal = values.get("refused");
		if (refusal == null) {
			return DialledWebSocket.open(this.http, uri, headers, Framing.LENGTH);
		}
		expectRefusal(uri, headers, Integer.parseInt(refusal));
		return null;
	}

	private static String known(String value, Map<String, String> names) {
		return value.startsWith("{") ? names.get(value.substring(1, value.length() - 1)) : value;
	}

	private void expectRefusal(URI uri, Map<String, String> headers, int status) throws Exception {
		try {
			DialledWebSocket.open(this.http, uri, headers, Framing.LENGTH).cut();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof WebSocketHandshakeException refused
					&& refused.getResponse().statusCode() == status) {
				return;
			}
			throw ex;
		}
		throw new AssertionError(uri.getPath() + " should have been refused with " + status);
	}

	private Peer openClient(String name, Map<String, String> values, Map<String, String> names) throws Exception {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
		values.forEach((key, value) -> {
			if (key.startsWith(CLAIM)) {
				List<String> all = Arrays.asList(value.split(","));
				claims.claim(key.substring(CLAIM.length()), (all.size() == 1) ? value : all);
			}
		});
		String again = values.get("again");
		URI uri = (again != null) ? this.negotiated.get(again)
				: negotiate(values, token("client", values.get("hub"), claims, ""));
		this.negotiated.put(name, uri);
		names.put(name + ".token", UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst("id"));
		return DialledWebSocket.open(this.http, uri, Map.of("User-Agent", "script"),
				"messagepack".equals(values.get("protocol")) ? Framing.LENGTH_AFTER_HANDSHAKE : Framing.SEPARATOR);
	}

	private URI negotiate(Map<String, String> values, String token) throws Exception {
		String query = "?hub=" + values.get("hub") + values.getOrDefault("query", "");
		String reconnect = values.containsKey("reconnect") ? "&useStatefulReconnect=true" : "";
		HttpRequest request = HttpRequest
			.newBuilder(this.relay.resolve("/client/negotiate" + query + "&negotiateVersion=1" + reconnect))
			.header("Authorization", "Bearer " + token)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		HttpResponse<String> answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
		JsonNode json = JSON.readTree(answer.body());
		return webSocket(
				"/client/" + query + "&id=" + json.path("connectionToken").asString() + "&access_token=" + token);
	}

	private URI webSocket(String path) {
		return URI.create("ws://" + this.relay.getRawAuthority() + path);
	}

	private String token(String path, String hub, JWTClaimsSet.Builder claims, String otherKey) throws JOSEException {
		Instant now = Instant.now();
		JWTClaimsSet all = claims.audience("http://" + this.relay.getHost() + "/" + path + "/?hub=" + hub)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(3600)))
			.build();
		return Tokens.hs256(all, RelayDeployment.ACCESS_KEY + otherKey);
	}

	@Override
	public void close() {
		this.published.values().forEach(PublishedClient::close);
	}

}
