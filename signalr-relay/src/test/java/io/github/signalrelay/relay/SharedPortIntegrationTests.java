// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
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
