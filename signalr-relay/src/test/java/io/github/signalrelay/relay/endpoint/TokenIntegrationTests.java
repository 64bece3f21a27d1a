// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RelayFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tokens that must not open anything, figure B6 of the reliability reference. Each is
 * tried at the client path, the server path and the negotiation.
 */
class TokenIntegrationTests {

	private static final RelayFixture fixture = new RelayFixture();

	private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

	private static final long NOW = System.currentTimeMillis() / 1000;

	@AfterAll
	static void stop() {
		fixture.close();
	}

	@TestFactory
	Stream<DynamicTest> badTokensAreUnauthorized() {
		return Stream.of("client", "server")
			.flatMap((path) -> new TokenIntegrationTests.Rows(path).all()
				.entrySet()
				.stream()
				.map((row) -> DynamicTest.dynamicTest(path + ": " + row.getKey(),
						() -> refused(path, row.getKey(), row.getValue()))));
	}

	@Test
	void refusalsAreCountedByEndpointAndStatus() {
		try (RelayFixture own = new RelayFixture();
				RawSocket client = new RawSocket(own.port);
				RawSocket server = new RawSocket(own.port)) {
			assertThat(client.upgrade("/client/?hub=chat").status()).isEqualTo(401);
			assertThat(server.upgrade("/server/?hub=chat&cid=1").status()).isEqualTo(401);
			for (String endpoint : List.of("client", "server")) {
				await().untilAsserted(() -> assertThat(own.meters.get("signalr.relay.refused")
					.tags("endpoint", endpoint, "status", "401")
					.counter()
					.count()).isEqualTo(1));
			}
		}
	}

	private static void refused(String path, String name, List<String> authorization) {
		String[] headers = authorization.stream().map((value) -> "Authorization: " + value).toArray(String[]::new);
		try (RawSocket peer = new RawSocket(fixture.port)) {
			Response response = peer.upgrade("/" + path + "/?hub=chat&cid=1", headers);
			// a header that is no header at all never gets as far as the token
			assertThat(response.status()).isIn(401, 400);
			assertThat(response.body())
				.isEqualTo("5 KiB".equals(name) ? "The token is longer than 4096 characters." : "");
			assertThat(peer.isEnded()).isTrue();
		}
	}

	@Test
	void refusalHasReasonPhraseAndNoBody() {
		try (RawSocket peer = new RawSocket(fixture.port)) {
			Response response = peer.upgrade("/client/?hub=chat");
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo("Unauthorized");
			assertThat(response.header("Content-Length")).isEqualTo("0");
		}
	}

	@Test
	void badHeaderIsNotMadeUpForByAGoodQuery() {
		try (RawSocket peer = new RawSocket(fixture.port)) {
			assertThat(peer.upgrade(RelayFixture.clientUri(), "Authorization: Bearer x").status()).isEqualTo(401);
		}
	}

	@Test
	void lastTokenOfTheQueryCounts() {
		RawSocket
			.webSocket(fixture.port,
					"/client/?hub=chat&access_token=of-the-app&ACCESS_TOKEN=" + RelayFixture.clientToken())
			.close();
	}

	@Test
	void clientTokenOpensNoServerConnection() {
		try (RawSocket peer = new RawSocket(fixture.port)) {
			assertThat(peer.upgrade("/server/?hub=chat&cid=1", "Authorization: Bearer " + RelayFixture.clientToken())
				.status()).isEqualTo(401);
		}
	}

	/** Authorization headers that are refused at a path, by what is wrong with them. */
	private record Rows(String path) {

		Map<String, List<String>> all() {
			Map<String, List<String>> rows = new TreeMap<>();
			rows.put("nothing", List.of());
			rows.put("empty header", List.of(""));
			rows.put("scheme alone", List.of("Bearer "));
			rows.put("other scheme", List.of("Basic " + good()));
			rows.put("no scheme", List.of(good()));
			rows.put("key as token", List.of("Bearer " + RelayFixture.KEY.text()));
			rows.put("two headers", List.of("Bearer " + good(), "Bearer " + good()));
			rows.put("two tokens", List.of("Bearer " + good() + " " + good()));
			rows.put("text", List.of("Bearer abc"));
			rows.put("dots", List.of("Bearer .."));
			rows.put("four parts", List.of("Bearer " + good() + ".x"));
			rows.put("two parts", List.of("Bearer " + good().substring(0, good().lastIndexOf('.'))));
			rows.put("empty signature", List.of("Bearer " + good().substring(0, good().lastIndexOf('.') + 1)));
			rows.put("cut signature", List.of("Bearer " + good().substring(0, good().length() - 4)));
			rows.put("changed payload", List.of("Bearer " + good().replace(".ey", ".eyA")));
			rows.put("longer signature", List.of("Bearer " + good() + "AAAA"));
			rows.put("control character", List.of("Bearer " + good() + "\t\u0001"));
			algorithms(rows);
			contents(rows);
			audiences(rows);
			return rows;
		}

		private void algorithms(Map<String, List<String>> rows) {
			for (String algorithm : List.of("none", "None", "NONE", "", "RS256", "ES256", "PS256", "EdDSA", "hs256",
					"HS1", "dir")) {
				rows.put("alg " + algorithm, token("{\"alg\":\"" + algorithm + "\"}", payload(NOW + 600, this.path)));
			}
			rows.put("alg none unsigned", List
				.of("Bearer " + encode("{\"alg\":\"none\"}") + "." + encode(payload(NOW + 600, this.path)) + "."));
			rows.put("alg missing", token("{}", payload(NOW + 600, this.path)));
			rows.put("alg number", token("{\"alg\":1}", payload(NOW + 600, this.path)));
			rows.put("alg twice", token("{\"alg\":\"HS256\",\"alg\":\"none\"}", payload(NOW + 600, this.path)));
			rows.put("header array", token("[]", payload(NOW + 600, this.path)));
			rows.put("critical header",
					token("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", payload(NOW + 600, this.path)));
			rows.put("other key", List.of("Bearer "
					+ sign("other key of the same length, at least 32 bytes", HS256, payload(NOW + 600, this.path))));
			rows.put("decoded key", List.of("Bearer " + sign("", HS256, payload(NOW + 600, this.path))));
		}

		private void contents(Map<String, List<String>> rows) {
			rows.put("expired long ago", token(HS256, payload(NOW - 86400, this.path)));
			rows.put("expired just now", token(HS256, payload(NOW - 1, this.path)));
			rows.put("no expiry", token(HS256, "{\"aud\":\"http://localhost/" + this.path + "/?hub=chat\"}"));
			rows.put("expiry text", token(HS256, payload("\"soon\"", this.path)));
			rows.put("expiry null", token(HS256, payload("null", this.path)));
			rows.put("expiry negative", token(HS256, payload("-1", this.path)));
			rows.put("not yet valid", token(HS256, payload((NOW + 7200) + ",\"nbf\":" + (NOW + 3600), this.path)));
			rows.put("payload array", token(HS256, "[1]"));
			rows.put("payload text", token(HS256, "\"x\""));
			rows.put("payload no JSON", token(HS256, "{"));
			rows.put("payload empty", token(HS256, ""));
			rows.put("payload deep", token(HS256, "[".repeat(2000)));
			rows.put("5 KiB", token(HS256, payload((NOW + 600) + ",\"x\":\"" + "a".repeat(5000) + "\"", this.path)));
		}

		private void audiences(Map<String, List<String>> rows) {
			rows.put("no audience", token(HS256, "{\"exp\":" + (NOW + 600) + "}"));
			rows.put("audience null", token(HS256, "{\"exp\":" + (NOW + 600) + ",\"aud\":null}"));
			rows.put("audience empty list", token(HS256, "{\"exp\":" + (NOW + 600) + ",\"aud\":[]}"));
			rows.put("audience no URI", token(HS256, "{\"exp\":" + (NOW + 600) + ",\"aud\":\"x y\"}"));
			rows.put("audience of another path", token(HS256, payload(NOW + 600, "api")));
			rows.put("audience of a longer path", token(HS256, payload(NOW + 600, this.path + "/more")));
			rows.put("audience of another hub",
					token(HS256, payload(NOW + 600, this.path).replace("hub=chat", "hub=other")));
			rows.put("audience of another host",
					token(HS256, payload(NOW + 600, this.path).replace("localhost", "elsewhere.example")));
		}

		private static List<String> token(String header, String payload) {
			return List.of("Bearer " + sign(RelayFixture.KEY.text(), header, payload));
		}

		private static String payload(long expiry, String path) {
			return payload(Long.toString(expiry), path);
		}

		private static String payload(String expiry, String path) {
			return "{\"aud\":\"http://localhost/" + path + "/?hub=chat\",\"exp\":" + expiry + "}";
		}

		private String good() {
			return sign(RelayFixture.KEY.text(), HS256, payload(NOW + 600, this.path));
		}

		private static String sign(String key, String header, String payload) {
			String content = encode(header) + "." + encode(payload);
			return content + "." + mac(key, content);
		}

		private static String mac(String key, String content) {
			try {
				byte[] bytes = key.isEmpty() ? Base64.getDecoder().decode(RelayFixture.KEY.text())
						: key.getBytes(StandardCharsets.UTF_8);
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
				return Base64.getUrlEncoder()
					.withoutPadding()
					.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static String encode(String text) {
			return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
