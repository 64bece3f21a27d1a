// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.endpoint.HttpPeer.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients can show of a refusal: its body, or else its reason phrase, which HTTP/2
 * does not have (transports reference, section 9).
 */
class RefusalTextIntegrationTests {

	private final RelayFixture fixture = new RelayFixture();

	private final DisposableServer server = this.fixture.serveHttp2();

	@AfterEach
	void stop() {
		this.server.disposeNow();
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /client/negotiate?hub=chat, 401, Unauthorized",
			"GET, /client/?hub=chat&id=x, 401, Unauthorized",
			"GET, /client/negotiate?hub=chat, 405, Method Not Allowed",
			"PUT, /client/?hub=chat, 405, Method Not Allowed" })
	void phraseIsTheTextOfRefusalsWithoutOne(String method, String path, int status, String phrase) throws Exception {
		HttpResponse<String> answer = send(method, path);
		assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
		assertThat(answer.body()).isEqualTo(phrase);
		try (RawSocket socket = new RawSocket(this.server.port())) {
			socket.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
			RawSocket.Response plain = socket.response();
			assertThat(plain.status()).isEqualTo(status);
			assertThat(plain.reason()).isEqualTo(phrase);
			assertThat(plain.body()).isEmpty();
		}
	}

	private HttpResponse<String> send(String method, String path) throws Exception {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_2)
			.build()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.server.port() + path))
				.timeout(Duration.ofSeconds(10))
				.method(method, BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
	}

	@Test
	void refusalsWithATextKeepIt() {
		HttpPeer peer = new HttpPeer(this.server.port(), HttpClient.Version.HTTP_2);
		HttpResponse<String> unknown = peer.send(peer.request("/", "&id=x").GET());
		assertThat(unknown.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(unknown.body()).isEqualTo("No Connection with that ID");
		assertThat(peer.send(peer.request("/", "").GET()).body()).isEqualTo("Connection ID required");
		try (Events events = peer.openEvents()) {
			HttpResponse<String> second = peer.send(peer.request().header("Accept", "text/event-stream").GET());
			assertThat(second.statusCode()).isEqualTo(409);
			assertThat(second.body()).isEqualTo("Conflict");
			assertThat(events.response.statusCode()).isEqualTo(200);
		}
	}

	@Test
	void appServerLearnsNothingOfTheFraming() {
		HttpPeer peer = new HttpPeer(this.server.port(), HttpClient.Version.HTTP_2);
		try (Events events = peer.openEvents()) {
			assertThat(events.response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(this.fixture.hub.opened.get(0).headers().byName().keySet())
				.noneMatch((name) -> name.startsWith("x-http2"));
		}
	}

}
