// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AudienceRule;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.RelaySettings.Limits;
import io.github.signalrelay.relay.security.TrustedProxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests for WebSockets, good and bad, RFC 6455 section 4.2 and transports reference
 * section 4.
 */
class UpgradeIntegrationTests {

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void acceptsWithTheKeyOfTheSpecification() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			Response response = client.upgrade(RelayFixture.clientUri());
			assertThat(response.status()).isEqualTo(101);
			assertThat(response.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
			assertThat(response.header("Upgrade")).isEqualToIgnoringCase("websocket");
			assertThat(response.header("Sec-WebSocket-Protocol")).isNull();
		}
	}

	@Test
	void otherVersionIsTold() {
		Response response = request(get("Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
		assertThat(response.status()).isEqualTo(426);
		assertThat(response.header("Sec-WebSocket-Version")).isEqualTo("13");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Key: short", "Sec-WebSocket-Key: !!!!", "X: no key",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 5",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nTransfer-Encoding: chunked",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nHost: other" })
	void brokenUpgradeIsRefused(String header) {
		assertThat(request(get("Sec-WebSocket-Version: 13", header, "X-End: 1") + "hello").status()).isEqualTo(400);
	}

	@Test
	void brokenUpgradesAreCounted() {
		for (String path : List.of("/client/?hub=chat", "/server/?hub=chat")) {
			try (RawSocket socket = new RawSocket(this.fixture.port)) {
				socket
					.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
				assertThat(socket.response().status()).isEqualTo(426);
			}
		}
		for (String endpoint : List.of("client", "server")) {
			assertThat(this.fixture.meters.get("signalr.relay.refused")
				.tags("endpoint", endpoint, "status", "426")
				.counter()
				.count()).isEqualTo(1);
		}
	}

	@Test
	void upgradeOverHttp10IsRefused() {
		String request = get("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
			.replace("HTTP/1.1", "HTTP/1.0");
		assertThat(request(request).status()).isEqualTo(400);
	}

	@Test
	void postWithUpgradeIsRefused() {
		String request = get("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==").replace("GET",
				"POST");
		assertThat(request(request).status()).isEqualTo(400);
	}

	@Test
	void upgradeMayFollowPipelinedRequests() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			String health = "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
			client.send(health + health
					+ new String(RawSocket.upgradeRequest(RelayFixture.clientUri()), StandardCharsets.UTF_8));
			assertThat(client.response().status()).isEqualTo(200);
			assertThat(client.response().status()).isEqualTo(200);
			assertThat(client.response().status()).isEqualTo(101);
			client.handshake();
		}
	}

	@Test
	void upgradeToAnotherProtocolPassesToTheHttpServer() {
		assertThat(
				request("GET /client/?hub=chat HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
						+ "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
					.status())
			.isEqualTo(401);
	}

	@Test
	void tokenMayForbidWebSockets() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			Response response = client.upgrade(RelayFixture.clientUri(new Claim("asrs.s.htt", "6")));
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.body()).isEqualTo("WebSockets transport not supported by this end point type");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hub=", "hub=%00", "hub=a%00b", "hub=a/b", "hub=..%2f", "hub=%zz", "hub=a&hub=b",
			"hub=a%20b", "hub=%0d%0aX:1", "hub=<b>", "hub=-", "hub=\u00e4%ff" })
	void oddHubNamesAreRefused(String query) {
		String uri = "/client/?" + query + "&access_token=" + RelayFixture.clientToken();
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			assertThat(client.upgrade(uri).status()).isEqualTo(400);
		}
	}

	@Test
	void endlessHubNameIsRefused() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			assertThat(client.upgrade("/client/?hub=" + "a".repeat(129)).status()).isEqualTo(400);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/client/../server/?hub=chat", "//client/?hub=chat", "/client/x?hub=chat",
			"/Client?hub=chat", "/client%2f?hub=chat", "/client//?hub=chat", "/clients/?hub=chat" })
	void otherPathsAreNotTheRelays(String uri) {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			assertThat(client.upgrade(uri, "Authorization: Bearer " + RelayFixture.clientToken()).status())
				.isEqualTo(404);
		}
	}

	@Test
	void unknownIdIsNotFound() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			Response response = client.upgrade(RelayFixture.clientUri() + "&id=unknown");
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.body()).isEqualTo("No Connection with that ID");
		}
	}

	@Test
	void connectionsOverTheLimitAreRefusedUntilOneEnds() {
		this.fixture.close();
		this.fixture = RelayFixture.withLimits((limits) -> new Limits(limits.clientMessageBytes(),
				limits.clientPendingBytes(), limits.serverMessageBytes(), limits.serverPendingBytes(), 1,
				limits.negotiatedConnections(), limits.groupsPerConnection(), limits.groupNameLength(),
				limits.serverBacklogBytes(), limits.connectionsPerUser(), limits.handshakesPerSecond(),
				limits.clientUnsentBytes(), limits.storedClaimsBytes(), limits.storedClaimsPerClientBytes()));
		RawSocket first = this.fixture.connect();
		try (RawSocket second = new RawSocket(this.fixture.port)) {
			Response response = second.upgrade(RelayFixture.clientUri());
			assertThat(response.status()).isEqualTo(429);
			assertThat(response.header("Retry-After")).isNotNull();
		}
		first.close();
		await().until(() -> this.fixture.relay.clientConnections() == 0);
		this.fixture.connect().close();
	}

	@Test
	void onlyListedOriginsMayConnectWhenThereIsAList() {
		this.fixture.close();
		this.fixture = new RelayFixture((settings) -> settings
			.withAccess(new RelaySettings.Access(AudienceRule.ofAnyHost(), settings.access().clockSkew(),
					Set.of("https://good.example"), TrustedProxies.NONE, settings.access().transports())));
		try (RawSocket bad = new RawSocket(this.fixture.port)) {
			assertThat(bad.upgrade(RelayFixture.clientUri(), "Origin: https://bad.example").status()).isEqualTo(403);
		}
		RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri(), "Origin: https://good.example").close();
		this.fixture.connect().close();
	}

	@Test
	void relayMayLieUnderABasePath() {
		this.fixture.close();
		this.fixture = new RelayFixture((settings) -> settings.withBasePath("/relay"));
		RawSocket.webSocket(this.fixture.port, "/relay" + RelayFixture.clientUri()).handshake().close();
		String token = RelayFixture.token("http://localhost/relay/client/?hub=chat");
		RawSocket.webSocket(this.fixture.port, "/relay/client/?hub=chat", "Authorization: Bearer " + token).close();
		try (RawSocket outside = new RawSocket(this.fixture.port)) {
			assertThat(outside.upgrade(RelayFixture.clientUri()).status()).isEqualTo(404);
		}
	}

	private Response request(String text) {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			client.send(text);
			return client.response();
		}
	}

	private static String get(String... headers) {
		return "GET " + RelayFixture.clientUri() + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
				+ "Upgrade: websocket\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
	}

}
