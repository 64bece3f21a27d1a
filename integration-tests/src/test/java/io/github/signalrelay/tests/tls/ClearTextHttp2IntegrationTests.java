// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/2 without TLS, by the upgrade that the JDK's client asks for.
 */
class ClearTextHttp2IntegrationTests {

	private static final Map<String, Object> HTTP2 = Map.of("server.http2.enabled", "true");

	@ParameterizedTest
	@ValueSource(strings = { "webFlux", "webMvc", "relay" })
	void upgradesToHttp2AndToWebSocketsAreServedOnOnePort(String kind) throws Exception {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		try (Deployment deployment = switch (kind) {
			case "webFlux" -> EmbeddedDeployment.webFlux(HTTP2);
			case "webMvc" -> EmbeddedDeployment.webMvc(HTTP2);
			default -> RelayDeployment.withTwoAppServers(HTTP2, HTTP2, http);
		}) {
			Negotiation target = Negotiation.with(http, deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
			HttpRequest negotiate = HttpRequest.newBuilder(target.relayNegotiate())
				.header("Authorization", "Bearer " + target.accessToken())
				.POST(HttpRequest.BodyPublishers.noBody())
				.build();
			HttpResponse<String> answer = http.send(negotiate, HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
			// the relay's own port beside Tomcat offers HTTP/2 with TLS only
			assertThat(answer.version())
				.isEqualTo("webMvc".equals(kind) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2);
			BlockingQueue<String> received = new LinkedBlockingQueue<>();
			RawClient client = RawClient.connect(http, target, received::add).get(20, TimeUnit.SECONDS);
			client
				.sendMessage("{\"type\":1,\"invocationId\":\"1\",\"target\":\"echoString\",\"arguments\":[\"clear\"]}");
			assertThat(received.poll(20, TimeUnit.SECONDS)).contains("clear");
			client.close();
		}
	}

	/** By prior knowledge; the relay's own port beside Tomcat has no HTTP/2 there. */
	@ParameterizedTest
	@ValueSource(strings = { "webFlux", "relay" })
	void webSocketsOverHttp2AreRefused(String kind) throws Exception {
		HttpClient http = HttpClient.newHttpClient();
		try (Deployment deployment = "webFlux".equals(kind) ? EmbeddedDeployment.webFlux(HTTP2)
				: RelayDeployment.withTwoAppServers(HTTP2, HTTP2, http)) {
			Negotiation target = Negotiation.with(http, deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
			try (Http2Socket socket = new Http2Socket(target.endpoint())) {
				WebSocketOverHttp2.assertRefused(socket, target, "http");
			}
		}
	}

	/** A poll is longer than the application lets a connection do nothing. */
	@Test
	void idleTimeoutOfTheApplicationDoesNotCutPolls() throws Exception {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		try (Deployment deployment = EmbeddedDeployment.webFlux(Map.of("server.http2.enabled", "true",
				"server.netty.idle-timeout", "500ms", "signalr.relay.timeouts.poll", "2s"))) {
			Negotiation target = Negotiation.with(http, deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
			HttpResponse<String> negotiated = http.send(
					authorized(target, target.relayNegotiate()).POST(HttpRequest.BodyPublishers.noBody()).build(),
					HttpResponse.BodyHandlers.ofString());
			String token = negotiated.body().replaceFirst(".*\"connection(?:Token|Id)\":\"([^\"]+)\".*", "$1");
			URI poll = URI.create(target.relayNegotiate().toString().replace("/negotiate", "/") + "&id=" + token);
			for (int count = 0; count < 2; count++) {
				HttpResponse<String> answer = http.send(authorized(target, poll).build(),
						HttpResponse.BodyHandlers.ofString());
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
			}
		}
	}

	private static HttpRequest.Builder authorized(Negotiation target, URI uri) {
		return HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(20))
			.header("Authorization", "Bearer " + target.accessToken());
	}

}
