// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The relay's WebSockets on the port of an application.
 */
class SharedPortIntegrationTests {

	private final RelayFixture fixture = new RelayFixture();

	private final DisposableServer server = this.fixture.relay.takeover()
		.apply(HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/hello", (request, response) -> response.sendString(Mono.just("hello")))
				.post("/sink", (request, response) -> request.receive().then(response.status(204).send()))
				.ws("/own", (in, out) -> out.sendString(in.receive().asString()))))
		.bindNow();

	@AfterEach
	void stop() {
		this.server.disposeNow();
		this.fixture.close();
	}

	@Test
	void relayTakesItsWebSocketsOnly() {
		try (RawSocket client = new RawSocket(this.server.port()); RawSocket own = new RawSocket(this.server.port())) {
			client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
			RawSocket.Response response = client.response();
			assertThat(response.status()).isEqualTo(200);
			assertThat(own.upgrade("/own").status()).isEqualTo(101);
			own.sendText("echo");
			assertThat(own.read().text()).isEqualTo("echo");
		}
		RawSocket.webSocket(this.server.port(), RelayFixture.clientUri()).handshake().close();
	}

	/** As Spring Boot sets the server up where HTTP/2 is switched on without TLS. */
	@Test
	void serverMayOfferHttp2InClearText() {
		DisposableServer both = this.fixture.relay.takeover()
			.apply(HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
				.route((routes) -> routes.get("/hello",
						(request, response) -> response.sendString(Mono.just("hello")))))
			.bindNow();
		try {
			for (HttpProtocol protocol : List.of(HttpProtocol.HTTP11, HttpProtocol.H2C)) {
				assertThat(HttpClient.newConnection()
					.protocol(protocol)
					.host("127.0.0.1")
					.port(both.port())
					.get()
					.uri("/hello")
					.responseContent()
					.aggregate()
					.asString()
					.block(Duration.ofSeconds(10))).isEqualTo("hello");
			}
			try (RawSocket client = new RawSocket(both.port())) {
				byte[] early = RawSocket.frame(0x80 | RawSocket.TEXT,
						("{\"protocol\":\"json\",\"version\":1}" + RecordingHub.RS).getBytes(StandardCharsets.UTF_8));
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				bytes.writeBytes(RawSocket.upgradeRequest(RelayFixture.clientUri()));
				bytes.writeBytes(early);
				client.send(bytes.toByteArray());
				assertThat(client.response().status()).isEqualTo(101);
				assertThat(client.read().text()).isEqualTo("{}" + RecordingHub.RS);
			}
		}
		finally {
			both.disposeNow();
		}
	}

	@Test
	void requestsWithBodiesPassUntouched() {
		try (RawSocket client = new RawSocket(this.server.port())) {
			for (int count = 0; count < 3; count++) {
				client.send("POST /sink HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
				assertThat(client.response().status()).isEqualTo(204);
			}
			assertThat(client.upgrade(RelayFixture.clientUri()).status()).isEqualTo(101);
			client.handshake();
		}
	}

}
