// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The hub handshake as the relay reads it, hub protocol reference section 2.
 */
class HubHandshakeIntegrationTests {

	private static final String RS = RecordingHub.RS;

	private static final Claim DETAILED = new Claim("asrs.s.derror", "True");

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void unknownProtocolIsRefused() {
		refused("{\"protocol\":\"xml\",\"version\":1}", "The protocol 'xml' is not supported.");
		assertThat(this.fixture.closed("handshake_failed")).isEqualTo(1);
	}

	@Test
	void unknownVersionIsRefused() {
		refused("{\"protocol\":\"json\",\"version\":3}",
				"The server does not support version 3 of the 'json' protocol.");
	}

	@Test
	void oldVersionsAreAccepted() {
		for (int version : new int[] { 2, 1, 0, -1 }) {
			try (RawSocket client = this.fixture.connect()) {
				client.sendText("{\"protocol\":\"JSON\",\"version\":" + version + "}" + RS);
				assertThat(client.read().text()).isEqualTo("{}" + RS);
			}
		}
	}

	@Test
	void malformedRequestsAreRefusedWithDetailsOnlyWhereAllowed() {
		String text = "An unexpected error occurred during connection handshake.";
		refused("{}", text);
		refused("", text);
		refused("[]", text);
		refused("\u0000\u0001", text);
		refused("[".repeat(4000), text);
		try (RawSocket client = this.fixture.connect(DETAILED)) {
			client.sendText("1" + RS);
			assertThat(client.read().text()).isEqualTo("{\"error\":\"" + text
					+ " InvalidDataException: Unexpected JSON Token Type 'Number'. Expected a JSON Object.\"}" + RS);
		}
	}

	@Test
	void endlessRequestIsCancelled() {
		refused("x".repeat(40_000), "Handshake was canceled.");
	}

	/** The request is kept as long as the client is there. */
	@Test
	void requestIsSmallerThanMessagesMayBe() {
		String request = "{\"protocol\":\"json\",\"version\":1,\"x\":\"\"}";
		String padding = "x".repeat(4096 - RS.length() - request.length());
		refused(request.replace("\"\"}", "\"" + padding + "x\"}"), "Handshake was canceled.");
		assertThat(this.fixture.closed("handshake_failed")).isEqualTo(1);
		try (RawSocket client = this.fixture.connect()) {
			client.sendText(request.replace("\"\"}", "\"" + padding + "\"}") + RS);
			assertThat(client.read().text()).isEqualTo("{}" + RS);
			String message = "y".repeat(30_000) + RS;
			client.sendText(message);
			await().untilAsserted(() -> assertThat(String.join("", this.fixture.hub.data)).isEqualTo(message));
		}
	}

	@Test
	void silenceIsCancelledAfterTheHandshakeTimeout() {
		useHandshakeTimeout(Duration.ofMillis(50));
		try (RawSocket client = this.fixture.connect()) {
			assertRefusal(client, "Handshake was canceled.");
		}
		assertThat(this.fixture.closed("handshake_timeout")).isEqualTo(1);
		await().until(() -> this.fixture.relay.clientConnections() == 0);
		assertThat(this.fixture.hub.opened).isEmpty();
		assertThat(this.fixture.hub.closed).isEmpty();
	}

	@Test
	void tokenMayAskForAnotherTimeout() {
		useHandshakeTimeout(Duration.ofMillis(1));
		try (RawSocket client = this.fixture.connect(new Claim("asrs.s.cht", "20"));
				RawSocket other = this.fixture.connect()) {
			assertRefusal(other, "Handshake was canceled.");
			client.handshake();
		}
	}

	@Test
	void fiveHundredSilentClientsAreAllClosed() {
		useHandshakeTimeout(Duration.ofMillis(300));
		List<RawSocket> clients = new ArrayList<>();
		for (int count = 0; count < 500; count++) {
			clients.add(this.fixture.connect());
		}
		clients.forEach((client) -> assertRefusal(client, "Handshake was canceled."));
		clients.forEach(RawSocket::close);
		await().until(() -> this.fixture.relay.clientConnections() == 0);
		assertThat(this.fixture.closed("handshake_timeout")).isEqualTo(500);
	}

	@Test
	void hubThatDoesNotAnswerIsGivenUp() {
		useHandshakeTimeout(Duration.ofMillis(50));
		this.fixture.hub.onOpened = (client) -> {
		};
		try (RawSocket client = this.fixture.connect()) {
			client.sendText("{\"protocol\":\"json\",\"version\":1}" + RS);
			assertRefusal(client, "Handshake was canceled.");
		}
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
	}

	@Test
	void routingMayRefuse() {
		this.fixture.hub.onOpened = (client) -> client.refuse(CloseCategory.NO_APP_SERVER, "No server.");
		refused("{\"protocol\":\"messagepack\",\"version\":1}", "No server.");
		assertThat(this.fixture.closed("no_app_server")).isEqualTo(1);
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
	}

	@Test
	void hubThatRefusesClosesWithoutCloseMessage() {
		this.fixture.hub.onOpened = (client) -> {
			client.writeData(Payload.utf8("{\"error\":\"no\"}" + RS), DataMessageType.HANDSHAKE);
			client.writeData(Payload.utf8("late" + RS), DataMessageType.UNKNOWN);
			client.close(CloseCategory.CLOSED_BY_APP_SERVER, "no", false);
		};
		refused("{\"protocol\":\"json\",\"version\":1}", "no");
	}

	@Test
	void multicastsWaitForTheAnswerOfTheHub() {
		this.fixture.hub.onOpened = (client) -> {
			SharedFrame frame = SharedFrame.webSocket(Payload.utf8("early" + RS), true, ByteBufAllocator.DEFAULT);
			client.writeShared(frame);
			frame.release();
			RecordingHub.accept(client);
		};
		try (RawSocket client = this.fixture.open()) {
			assertThat(client.read().text()).isEqualTo("early" + RS);
		}
	}

	@Test
	void multicastsThatWaitAreBounded() {
		this.fixture.hub.onOpened = (client) -> {
			SharedFrame frame = SharedFrame.webSocket(Payload.utf8("x".repeat(300_000) + RS), true,
					ByteBufAllocator.DEFAULT);
			for (int count = 0; count < 4; count++) {
				client.writeShared(frame);
			}
			frame.release();
		};
		try (RawSocket client = this.fixture.connect()) {
			client.sendText("{\"protocol\":\"json\",\"version\":1}" + RS);
			assertThat(client.isEnded()).isTrue();
		}
		assertThat(this.fixture.closed("slow_client")).isEqualTo(1);
	}

	@Test
	void whatFollowsTheHandshakeIsForwardedBeforeTheHubAnswers() {
		this.fixture.hub.onOpened = (client) -> {
		};
		try (RawSocket client = this.fixture.connect()) {
			client.sendText("{\"protocol\":\"json\",\"version\":1}" + RS + "{\"type\":6}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS));
		}
	}

	private void useHandshakeTimeout(Duration timeout) {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts((times) -> new Timeouts(timeout, times.keepAlive(), times.client(),
				times.send(), times.negotiated(), times.close(), times.sweep(), times.clientResult(), times.poll(),
				times.disconnect(), times.body(), times.server()));
	}

	private void refused(String request, String error) {
		try (RawSocket client = this.fixture.connect()) {
			client.sendText(request + RS);
			assertRefusal(client, error);
		}
	}

	private static void assertRefusal(RawSocket client, String error) {
		assertThat(client.read().text()).isEqualTo("{\"error\":\"" + error + "\"}" + RS);
		Frame close = client.read();
		assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
		assertThat(close.closeCode()).isEqualTo(1000);
		client.sendClose(1000);
		assertThat(client.isEnded()).isTrue();
	}

}
