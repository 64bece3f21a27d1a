// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.endpoint.HttpPeer.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Event streams and polls over HTTP/2, which the server of an application may offer.
 */
class Http2EventStreamIntegrationTests {

	private static final String RS = "\u001E";

	private final RelayFixture fixture = new RelayFixture();

	private final DisposableServer server = this.fixture.serveHttp2();

	private final HttpPeer peer = new HttpPeer(this.server.port(), HttpClient.Version.HTTP_2);

	@AfterEach
	void stop() {
		this.server.disposeNow();
		this.fixture.close();
	}

	private void write(String message) {
		this.fixture.hub.onClient((client) -> client.writeData(Payload.utf8(message), DataMessageType.UNKNOWN));
	}

	@Test
	void eventsPass() {
		try (Events events = this.peer.openEvents()) {
			assertThat(events.response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			String message = "x".repeat(500_000) + RS;
			write(message);
			write("two" + RS);
			assertThat(events.event()).isEqualTo(message);
			assertThat(events.event()).isEqualTo("two" + RS);
			this.fixture.hub.onClient((client) -> client.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false));
			assertThat(events.event()).isEqualTo("{\"type\":7}" + RS);
			assertThat(events.event()).isEqualTo("null");
		}
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void clientThatGoesIsNoticed() {
		this.peer.openEvents().close();
		await().until(() -> this.fixture.relay.clientConnections() == 0);
		assertThat(this.fixture.closed("client_closed")).isOne();
	}

	@Test
	void clientThatDoesNotReadIsCut() {
		try (Events events = this.peer.openEvents()) {
			String message = "x".repeat(200_000) + RS;
			await().until(() -> {
				if (!this.fixture.hub.clients.isEmpty()) {
					write(message);
				}
				return this.fixture.closed("slow_client") == 1;
			});
			await().until(() -> this.fixture.relay.clientConnections() == 0);
		}
	}

	@Test
	void pollsPass() {
		this.peer.open();
		CompletableFuture<HttpResponse<String>> poll = this.peer.pollLater();
		write("m" + RS);
		assertThat(HttpPeer.get(poll).body()).isEqualTo("m" + RS);
		assertThat(this.peer.delete().statusCode()).isEqualTo(202);
	}

}
