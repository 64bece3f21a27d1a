// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.signalrelay.tests.NodeScript;
import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients find behind TLS, with HTTP/1.1 and HTTP/2 on the same port.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsContract {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TlsDeployment kind;

	private Certificates certificates;

	private Deployment deployment;

	TlsContract(TlsDeployment kind) {
		this.kind = kind;
	}

	@BeforeAll
	void start(@TempDir Path folder) {
		this.certificates = Certificates.in(folder);
		this.deployment = this.kind.start(this.certificates);
	}

	@AfterAll
	void stop() {
		this.deployment.close();
	}

	private Negotiation negotiate(HttpClient http) throws Exception {
		return Negotiation.with(http, this.deployment.hubs().get(0), "").get(20, TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void clientsNegotiateTwiceInBothVersions(HttpClient.Version version) throws Exception {
		HttpClient http = this.certificates.client(version);
		Negotiation target = negotiate(http);
		assertThat(target.endpoint()).hasScheme("https");
		HttpResponse<String> answer = http.send(HttpRequest.newBuilder(target.relayNegotiate())
			.header("Authorization", "Bearer " + target.accessToken())
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("connectionToken", "WebSockets");
		assertThat(answer.version()).isEqualTo(version);
	}

	@Test
	void webSocketsAreServedBesideHttp2() throws Exception {
		HttpClient http = this.certificates.client(HttpClient.Version.HTTP_2);
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		RawClient client = RawClient.connect(http, negotiate(http), received::add).get(20, TimeUnit.SECONDS);
		assertEchoes(client, received);
		client.close();
	}

	private static void assertEchoes(RawClient client, BlockingQueue<String> received) throws InterruptedException {
		received.clear();
		client
			.sendMessage("{\"type\":1,\"invocationId\":\"1\",\"target\":\"echoString\",\"arguments\":[\"over TLS\"]}");
		assertThat(received.poll(20, TimeUnit.SECONDS)).contains("over TLS");
	}

	@Test
	void webSocketsOverHttp2AreRefused() throws Exception {
		Negotiation target = negotiate(this.certificates.client(HttpClient.Version.HTTP_2));
		try (Http2Socket socket = new Http2Socket(this.certificates.clientContext(), target.endpoint())) {
			WebSocketOverHttp2.assertRefused(socket, target, "https");
		}
	}

	/** Chromium would ask for a WebSocket over HTTP/2 if it were offered. */
	@Test
	void browserThatSpeaksHttp2GetsItsWebSocketOverHttp1() throws Exception {
		String chromium = Requirements.program("chromium", "chromium-browser", "google-chrome").toString();
		Negotiation target = negotiate(this.certificates.client(HttpClient.Version.HTTP_2));
		String seen = NodeScript.run("http2-page.mjs", List.of("--chromium", chromium, "--url",
				target.endpoint().toString(), "--token", target.accessToken()));
		assertThat(seen).isEqualTo("{\"negotiated\":\"h2\",\"handshake\":\"{}\\u001e\"}");
	}

	@Test
	void renewedCertificatesAreShownAndConnectionsStay() throws Exception {
		HttpClient http = this.certificates.client(HttpClient.Version.HTTP_1_1);
		Negotiation target = negotiate(http);
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		RawClient client = RawClient.connect(http, target, received::add).get(20, TimeUnit.SECONDS);
		BigInteger old = this.certificates.serialOf(target.endpoint());
		BigInteger renewed = this.certificates.renew();
		assertThat(renewed).isNotEqualTo(old);
		for (URI server : new URI[] { target.endpoint(), this.deployment.hubs().get(0) }) {
			Awaitility.await(server.getHost() + ":" + server.getPort())
				.atMost(PATIENCE)
				.until(() -> this.certificates.serialOf(server).equals(renewed));
		}
		assertEchoes(client, received);
		client.close();
	}

}
