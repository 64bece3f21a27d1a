// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RawSocket.Response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Shutdown with idle peers, figure L9 of the reliability reference.
 */
class RelayShutdownIntegrationTests {

	private final RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void idleClientsSeeACloseThatAllowsReconnectingAnd1001() throws Exception {
		List<RawSocket> clients = new ArrayList<>();
		for (int count = 0; count < 100; count++) {
			clients.add(this.fixture.open());
		}
		RawSocket silent = this.fixture.connect();
		try (RawSocket server = this.fixture.openServer()) {
			CompletableFuture<Void> drained = this.fixture.relay.drain(Duration.ofMillis(200)).toCompletableFuture();
			for (RawSocket client : clients) {
				assertThat(client.read().text()).isEqualTo("{\"type\":7,\"allowReconnect\":true}" + RecordingHub.RS);
				assertClose(client, 1001);
			}
			assertClose(silent, 1001);
			assertClose(server, 1000);
			drained.get(5, TimeUnit.SECONDS);
		}
		assertThat(this.fixture.hub.closed).hasSize(100);
		assertThat(this.fixture.closed("relay_shutdown")).isEqualTo(101);
		assertThat(this.fixture.relay.clientConnections()).isZero();
		assertThat(this.fixture.relay.serverConnections()).isZero();
	}

	private static void assertClose(RawSocket peer, int code) {
		Frame close = peer.read();
		assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
		assertThat(close.closeCode()).isEqualTo(code);
		peer.sendClose(code);
		assertThat(peer.isEnded()).isTrue();
		peer.close();
	}

	@Test
	void serverConnectionsEndLast() {
		RawSocket client = this.fixture.open();
		try (RawSocket server = this.fixture.openServer()) {
			this.fixture.relay.drain(Duration.ZERO);
			await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
			assertThat(this.fixture.servers.closed).isEmpty();
			client.close();
			assertThat(server.read().opcode()).isEqualTo(RawSocket.CLOSE);
		}
	}

	@Test
	void peersThatDoNotAnswerDoNotHoldTheShutdownUp() throws Exception {
		RawSocket client = this.fixture.open();
		RawSocket server = this.fixture.openServer();
		this.fixture.relay.drain(Duration.ZERO).toCompletableFuture().get(15, TimeUnit.SECONDS);
		assertThat(this.fixture.relay.clientConnections()).isZero();
		client.close();
		server.close();
	}

	@Test
	void whoComesDuringTheShutdownIsToldToComeBack() {
		try (RawSocket client = this.fixture.open(); RawSocket next = new RawSocket(this.fixture.port)) {
			this.fixture.relay.drain(Duration.ofSeconds(1));
			Response response = next.upgrade(RelayFixture.clientUri());
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.header("Retry-After")).isNotNull();
			try (RawSocket negotiating = new RawSocket(this.fixture.port)) {
				negotiating.send("POST /client/negotiate?hub=chat HTTP/1.1\r\nHost: localhost\r\n"
						+ "Content-Length: 0\r\nAuthorization: Bearer " + RelayFixture.clientToken() + "\r\n\r\n");
				assertThat(negotiating.response().status()).isEqualTo(503);
			}
			try (RawSocket server = new RawSocket(this.fixture.port)) {
				assertThat(server.upgrade("/server/?hub=chat&cid=1").status()).isEqualTo(503);
			}
			try (RawSocket health = new RawSocket(this.fixture.port)) {
				health.send("HEAD /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
				assertThat(health.response().status()).isEqualTo(503);
			}
		}
	}

	/** App servers of the same process have no socket whose end would tell them. */
	@Test
	void closeTellsAppServersOfTheSameProcess() {
		Relay relay = Relay.create(RelaySettings.withKeys(List.of(RelayFixture.KEY)), new SimpleMeterRegistry());
		int port = relay.start("127.0.0.1", 0);
		List<String> events = new CopyOnWriteArrayList<>();
		relay.embeddedLinks()
			.open(HubScope.core("chat"), "A",
					new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false),
					new ServiceLinkListener() {

						@Override
						public void onMessage(ServiceLink link, ServiceMessage message) {
							events.add(message.getClass().getSimpleName());
							if (message instanceof ConnectionData data) {
								link.send(new ConnectionData(data.connectionId(), Payload.utf8("{}" + RecordingHub.RS),
										null, DataMessageType.HANDSHAKE, false));
							}
						}

						@Override
						public void onClosed(ServiceLink link, @Nullable String reason) {
							events.add(String.valueOf(reason));
						}

					});
		try (RawSocket client = RawSocket.webSocket(port, RelayFixture.clientUri()).handshake()) {
			relay.close();
			assertThat(client.isEnded()).isTrue();
		}
		assertThat(events).containsExactly("OpenConnection", "ConnectionData", "CloseConnection",
				"The relay is shutting down");
	}

	@Test
	void closeCutsWhateverIsLeft() {
		try (RawSocket client = this.fixture.open(); RawSocket server = this.fixture.openServer()) {
			this.fixture.relay.close();
			assertThat(client.isEnded()).isTrue();
			assertThat(server.isEnded()).isTrue();
		}
		assertThat(this.fixture.hub.closed).hasSize(1);
		assertThat(this.fixture.servers.closed).hasSize(1);
	}

}
