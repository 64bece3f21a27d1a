// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.RelaySettings.Access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The relay's negotiation over HTTP, transports reference sections 2, 12 and 13.
 */
class NegotiateIntegrationTests {

	private static final Pattern VERSION_1 = Pattern
		.compile("\\{\"negotiateVersion\":1,\"connectionId\":\"(node1[\\w-]{22})\","
				+ "\"connectionToken\":\"([\\w-]{22})\",\"availableTransports\":"
				+ "\\[\\{\"transport\":\"WebSockets\",\"transferFormats\":\\[\"Text\",\"Binary\"\\]\\},"
				+ "\\{\"transport\":\"ServerSentEvents\",\"transferFormats\":\\[\"Text\"\\]\\},"
				+ "\\{\"transport\":\"LongPolling\",\"transferFormats\":\\[\"Text\",\"Binary\"\\]\\}\\]\\}");

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void negotiatedConnectionKeepsItsPublicId() {
		Response response = negotiate("&negotiateVersion=1", bearer());
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).isEqualTo("application/json");
		Matcher body = VERSION_1.matcher(response.body());
		assertThat(body.matches()).as(response.body()).isTrue();
		RawSocket client = RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri() + "&id=" + body.group(2));
		client.handshake().close();
		assertThat(this.fixture.hub.opened.get(0).id()).isEqualTo(body.group(1));
	}

	@Test
	void versionZeroHasNoTokenOfItsOwn() {
		Response response = negotiate("", bearer());
		assertThat(response.body()).startsWith("{\"negotiateVersion\":0,\"connectionId\":\"node1")
			.doesNotContain("connectionToken");
		String id = response.body().replaceFirst(".*\"connectionId\":\"([^\"]+)\".*", "$1");
		RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri() + "&id=" + id).handshake().close();
	}

	@Test
	void publicIdOfVersionOneOpensNothing() {
		Matcher body = VERSION_1.matcher(negotiate("&negotiateVersion=1", bearer()).body());
		assertThat(body.matches()).isTrue();
		assertThat(statusWithId(body.group(1))).isEqualTo(404);
	}

	@Test
	void connectionTokenWorksOnce() {
		Matcher body = VERSION_1.matcher(negotiate("&negotiateVersion=1", bearer()).body());
		assertThat(body.matches()).isTrue();
		RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri() + "&id=" + body.group(2)).close();
		await().until(() -> statusWithId(body.group(2)) == 404);
	}

	@Test
	void connectionTokenBelongsToTheUserWhoNegotiated() {
		Matcher body = VERSION_1
			.matcher(negotiate("&negotiateVersion=1", bearer(new Claim("asrs.s.uid", "ann"))).body());
		assertThat(body.matches()).isTrue();
		assertThat(statusWithId(body.group(2), new Claim("asrs.s.uid", "bob"))).isEqualTo(404);
		assertThat(statusWithId(body.group(2))).isEqualTo(404);
		assertThat(statusWithId(body.group(2), new Claim("asrs.s.uid", "ann"))).isEqualTo(101);
	}

	@Test
	void connectionThatIsNotTakenIsForgotten() {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts((times) -> new RelaySettings.Timeouts(times.handshake(),
				times.keepAlive(), times.client(), times.send(), Duration.ofMillis(1), times.close(), times.sweep(),
				times.clientResult(), times.poll(), times.disconnect(), times.body(), times.server()));
		Matcher body = VERSION_1.matcher(negotiate("&negotiateVersion=1", bearer()).body());
		assertThat(body.matches()).isTrue();
		await().until(() -> statusWithId(body.group(2)) == 404);
	}

	@Test
	void versionsThatAreNoneAreToldInTheBody() {
		assertThat(negotiate("&negotiateVersion=x", bearer()).body())
			.isEqualTo("{\"error\":\"The client requested an invalid protocol version 'x'\"}");
		assertThat(negotiate("&negotiateVersion=-1", bearer()).body()).isEqualTo(
				"{\"error\":\"The client requested version '-1', but the server does not support this version.\"}");
		assertThat(negotiate("&negotiateVersion=7", bearer()).body()).startsWith("{\"negotiateVersion\":1,");
	}

	@Test
	void transportsAreThoseTheTokenAllows() {
		assertThat(negotiate("", bearer(new Claim("asrs.s.htt", "6"))).body())
			.contains("ServerSentEvents", "LongPolling")
			.doesNotContain("WebSockets");
		assertThat(negotiate("", bearer(new Claim("asrs.s.htt", "8"))).body()).endsWith("\"availableTransports\":[]}");
	}

	@Test
	void tokenMayStandInTheQuery() {
		assertThat(negotiate("&access_token=" + RelayFixture.clientToken()).status()).isEqualTo(200);
	}

	@Test
	void withoutTokenItIsUnauthorizedWithAnEmptyBody() {
		Response response = negotiate("");
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.reason()).isEqualTo("Unauthorized");
		assertThat(response.body()).isEmpty();
	}

	@Test
	void otherMethodsAreNotAllowed() {
		Response response = request("GET", "/client/negotiate?hub=chat", bearer());
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void pagesOfOtherOriginsMayNegotiateWithCredentials() {
		Response preflight = request("OPTIONS", "/client/negotiate?hub=chat", "Origin: https://a.example",
				"Access-Control-Request-Method: POST",
				"Access-Control-Request-Headers: authorization,x-requested-with,x-signalr-user-agent");
		assertThat(preflight.status()).isEqualTo(204);
		assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
		assertThat(preflight.header("Access-Control-Allow-Credentials")).isEqualTo("true");
		assertThat(preflight.header("Access-Control-Allow-Headers"))
			.isEqualTo("authorization,x-requested-with,x-signalr-user-agent");
		assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
		Response response = negotiate("", bearer(), "Origin: https://a.example");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
		assertThat(response.header("Vary")).isEqualTo("Origin");
		assertThat(negotiate("", "Origin: https://a.example").header("Access-Control-Allow-Origin"))
			.isEqualTo("https://a.example");
	}

	@Test
	void pagesThatAreNotAllowedMayNotNegotiate() {
		this.fixture.close();
		this.fixture = new RelayFixture((settings) -> {
			Access access = settings.access();
			return settings.withAccess(new Access(access.audience(), access.clockSkew(), Set.of("https://a.example"),
					access.trustedProxies(), access.transports()));
		});
		Response stranger = negotiate("&negotiateVersion=1", bearer(), "Origin: https://b.example");
		assertThat(stranger.status()).isEqualTo(403);
		assertThat(stranger.header("Access-Control-Allow-Origin")).isNull();
		assertThat(negotiate("&negotiateVersion=1", bearer(), "Origin: https://A.example").status()).isEqualTo(200);
	}

	@Test
	void targetMayBeInAbsoluteForm() { // RFC 9112, section 3.2.2
		Response response = request("POST", "http://localhost/client/negotiate?hub=chat&negotiateVersion=1", bearer());
		assertThat(response.body()).matches(VERSION_1);
	}

	@Test
	void negotiationLeavesTheHttpConnectionOpen() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			for (int count = 0; count < 3; count++) {
				client.send("POST /client/negotiate?hub=chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
						+ bearer() + "\r\n\r\n");
				assertThat(client.response().status()).isEqualTo(200);
			}
			assertThat(client.upgrade(RelayFixture.clientUri()).status()).isEqualTo(101);
		}
	}

	private static String bearer(Claim... claims) {
		return "Authorization: Bearer " + RelayFixture.clientToken(claims);
	}

	private int statusWithId(String id, Claim... claims) {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			return client.upgrade(RelayFixture.clientUri(claims) + "&id=" + id).status();
		}
	}

	private Response negotiate(String query, String... headers) {
		return request("POST", "/client/negotiate?hub=chat" + query, headers);
	}

	private Response request(String method, String uri, String... headers) {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			String lines = String.join("\r\n", headers);
			client.send((method + " " + uri + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + lines
					+ (lines.isEmpty() ? "" : "\r\n") + "\r\n")
				.getBytes(StandardCharsets.UTF_8));
			return client.response();
		}
	}

}
