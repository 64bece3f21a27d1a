// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RecordingHub.Closed;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Limits of client connections and how clients are told, hub protocol reference sections
 * 7, 12 and 13.
 */
class ClientLimitsIntegrationTests {

	private static final String RS = RecordingHub.RS;

	private static final String TOO_LARGE = "The maximum message size of 32768B was exceeded. "
			+ "The message size can be configured in AddHubOptions.";

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void largestMessagePasses() {
		try (RawSocket client = this.fixture.open()) {
			client.sendText("x".repeat(32767) + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).hasSize(1));
		}
	}

	@Test
	void manySmallMessagesMayShareALargeFrame() {
		try (RawSocket client = this.fixture.open()) {
			client.sendText(("x".repeat(999) + RS).repeat(300));
			await().untilAsserted(() -> assertThat(String.join("", this.fixture.hub.data)).hasSize(300_000));
		}
	}

	@Test
	void messageOverTheLimitClosesTheConnection() {
		try (RawSocket client = this.fixture.open(); RawSocket other = this.fixture.open()) {
			client.sendText("x".repeat(32768) + RS);
			assertClosed(client, "{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}",
					1000);
			assertThat(onlyEnd()).isEqualTo(new Closed(onlyEnd().id(), CloseCategory.MESSAGE_TOO_LARGE, TOO_LARGE));
			other.sendText("{\"type\":6}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS));
		}
	}

	@Test
	void detailIsToldWhereTheTokenAllowsIt() {
		try (RawSocket client = this.fixture.open(new Claim("asrs.s.derror", "True"))) {
			client.sendText("x".repeat(40_000));
			assertThat(client.readData().text()).contains("InvalidDataException: " + TOO_LARGE);
		}
	}

	@Test
	void lyingLengthPrefixesAreNotBelieved() {
		byte[][] prefixes = { { -1, -1, -1, -1, 127 }, { -1, -1, -1, -1, -1, 1 }, { -1, -1, -1, -1, 7 } };
		for (byte[] prefix : prefixes) {
			try (RawSocket client = this.fixture.connect().handshake("messagepack")) {
				client.sendBinary(prefix);
				client.sendBinary(new byte[33_000]);
				Frame close = client.readData();
				assertThat(close.opcode()).isEqualTo(RawSocket.BINARY);
				assertThat(close.payload()).startsWith(close.payload().length - 1, 0x93, 7);
				assertThat(close.payload()).endsWith(0xC3);
				assertThat(client.readData().closeCode()).isEqualTo(1000);
			}
		}
		assertThat(this.fixture.closed("protocol_error") + this.fixture.closed("message_too_large")).isEqualTo(3);
	}

	@Test
	void lossInsideAMessageIsToldToTheAppServer() {
		RawSocket client = this.fixture.open();
		client.sendText("{\"type\":");
		client.close();
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(onlyEnd().error()).isEqualTo("Connection terminated while reading a message.");
	}

	@Test
	void closeOfTheAppServerHasItsErrorAndComesBehindItsData() {
		try (RawSocket client = this.fixture.open()) {
			this.fixture.hub.onClient((connection) -> {
				connection.writeData(Payload.utf8("{\"type\":3}" + RS), DataMessageType.INVOCATION);
				connection.close(CloseCategory.CLOSED_BY_APP_SERVER, "bye", false);
				connection.close(CloseCategory.INTERNAL_ERROR, "again", true);
				connection.writeData(Payload.utf8("late" + RS), DataMessageType.INVOCATION);
			});
			assertThat(client.read().text()).isEqualTo("{\"type\":3}" + RS);
			assertClosed(client, "{\"type\":7,\"error\":\"bye\"}", 1000);
		}
		assertThat(this.fixture.hub.closed).hasSize(1);
		assertThat(this.fixture.closed("closed_by_app_server")).isEqualTo(1);
		assertThat(this.fixture.closed("internal_error")).isZero();
	}

	@Test
	void closeMessageOfTheAppServerStaysTheOnlyOne() {
		try (RawSocket client = this.fixture.open()) {
			this.fixture.hub.onClient((connection) -> {
				connection.writeData(Payload.utf8("{\"type\":7}" + RS), DataMessageType.CLOSE);
				connection.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false);
			});
			assertClosed(client, "{\"type\":7}", 1000);
		}
	}

	@Test
	void clientThatDoesNotAnswerTheCloseFrameIsCut() {
		try (RawSocket client = this.fixture.open()) {
			this.fixture.hub.onClient((connection) -> connection.close(CloseCategory.CLOSED_BY_REQUEST, null, false));
			assertThat(client.isEnded()).isTrue(); // without an answer
		}
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void silentConnectionGetsPingsOfItsHubProtocol() {
		useTimes((times) -> new Timeouts(times.handshake(), Duration.ofMillis(50), times.client(), times.send(),
				times.negotiated(), times.close(), times.sweep(), times.clientResult(), times.poll(),
				times.disconnect(), times.body(), times.server()));
		try (RawSocket json = this.fixture.open(); RawSocket binary = this.fixture.connect().handshake("messagepack")) {
			assertThat(json.read().text()).isEqualTo("{\"type\":6}" + RS);
			assertThat(json.read().text()).isEqualTo("{\"type\":6}" + RS);
			assertThat(binary.read().payload()).containsExactly(2, 0x91, 6);
		}
	}

	@Test
	void deadClientIsClosedAndOneThatAnswersPingsIsNot() {
		useTimes((times) -> new Timeouts(times.handshake(), times.keepAlive(), Duration.ofMillis(300), times.send(),
				times.negotiated(), times.close(), times.sweep(), times.clientResult(), times.poll(),
				times.disconnect(), times.body(), times.server()));
		try (RawSocket dead = this.fixture.open(); RawSocket alive = this.fixture.open()) {
			Thread answering = new Thread(() -> {
				while (alive.read().opcode() == RawSocket.PING) {
					alive.send(RawSocket.frame(0x80 | RawSocket.PONG, new byte[0]));
				}
			});
			answering.start();
			assertThat(dead.read().opcode()).isEqualTo(RawSocket.PING);
			assertClosed(dead, "{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}",
					1000);
			assertThat(onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_TIMEOUT);
			assertThat(answering.isAlive()).isTrue();
			alive.sendClose(1000);
			await().until(() -> !answering.isAlive());
		}
	}

	@Test
	void expiredTokenClosesWhereThatIsAskedFor() {
		String soon = Long.toString(System.currentTimeMillis() / 1000 + 1);
		try (RawSocket client = this.fixture.open(new Claim("asrs.s.coae", "true"), new Claim("asrs.s.aeo", soon))) {
			assertClosed(client, "{\"type\":7,\"allowReconnect\":true}", 1000);
		}
		assertThat(this.fixture.closed("token_expired")).isEqualTo(1);
	}

	@Test
	void slowClientIsCutWhileOthersGetEverything() {
		List<ClientConnection> all = new ArrayList<>();
		this.fixture.hub.onOpened = (client) -> {
			all.add(client);
			RecordingHub.accept(client);
		};
		try (RawSocket slow = new RawSocket(this.fixture.port, 4096)) {
			assertThat(slow.upgrade(RelayFixture.clientUri()).status()).isEqualTo(101);
			slow.handshake();
			try (RawSocket good = this.fixture.open()) {
				int messages = 0;
				while (this.fixture.hub.closed.isEmpty() && messages < 2000) {
					send(all, "m" + messages + "x".repeat(20_000));
					assertThat(good.read().text()).startsWith("m" + messages + "x");
					messages++;
				}
				assertThat(onlyEnd().category()).isEqualTo(CloseCategory.SLOW_CLIENT);
				send(all, "last");
				assertThat(good.read().text()).isEqualTo("last" + RS);
			}
			assertThat(slow.isEnded()).isTrue();
		}
		assertThat(this.fixture.closed("slow_client")).isEqualTo(1);
	}

	@Test
	void clientThatTakesNothingForTooLongIsCut() {
		useTimes((times) -> new Timeouts(times.handshake(), times.keepAlive(), times.client(), Duration.ofMillis(300),
				times.negotiated(), times.close(), times.sweep(), times.clientResult(), times.poll(),
				times.disconnect(), times.body(), times.server()));
		try (RawSocket slow = new RawSocket(this.fixture.port, 4096)) {
			assertThat(slow.upgrade(RelayFixture.clientUri()).status()).isEqualTo(101);
			slow.handshake();
			// One message over the budget is let in when nothing waits
			this.fixture.hub.onClient((connection) -> connection.writeData(Payload.utf8("x".repeat(16_000_000) + RS),
					DataMessageType.INVOCATION));
			await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
			assertThat(onlyEnd().category()).isEqualTo(CloseCategory.SLOW_CLIENT);
		}
	}

	@Test
	void messageOverTheBudgetReachesAClientThatReads() {
		try (RawSocket client = this.fixture.open()) {
			this.fixture.hub.onClient((connection) -> {
				connection.writeData(Payload.utf8("x".repeat(16_000_000) + RS), DataMessageType.INVOCATION);
				connection.writeData(Payload.utf8("next" + RS), DataMessageType.INVOCATION);
			});
			assertThat(client.read().payload()).hasSize(16_000_001);
			assertThat(client.read().text()).isEqualTo("next" + RS);
		}
	}

	@Test
	void nothingFollowsTheCloseOfTheAppServer() {
		try (RawSocket client = this.fixture.open()) {
			ClientConnection connection = this.fixture.hub.clients.values().iterator().next();
			String close = "{\"type\":7}" + RS;
			this.fixture.hub.onClient((same) -> same.writeData(Payload.utf8(close), DataMessageType.CLOSE));
			send(List.of(connection), "late multicast");
			this.fixture.hub.onClient((same) -> same.writeData(Payload.utf8("late" + RS), DataMessageType.INVOCATION));
			this.fixture.hub.onClient((same) -> same.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false));
			assertClosed(client, "{\"type\":7}", 1000);
		}
	}

	@Test
	void pausedClientIsNotReadUntilItIsResumed() {
		try (RawSocket client = this.fixture.open()) {
			this.fixture.hub.onClient((connection) -> connection.setReading(false));
			client.sendText("{\"type\":6}" + RS);
			this.fixture.hub
				.onClient((connection) -> connection.writeData(Payload.utf8("x" + RS), DataMessageType.UNKNOWN));
			assertThat(client.read().text()).isEqualTo("x" + RS);
			assertThat(this.fixture.hub.data).isEmpty();
			this.fixture.hub.onClient((connection) -> connection.setReading(true));
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).hasSize(1));
		}
	}

	private void send(List<ClientConnection> clients, String text) {
		SharedFrame frame = SharedFrame.webSocket(Payload.utf8(text + RS), true, ByteBufAllocator.DEFAULT);
		for (ClientConnection client : clients) {
			client.eventLoop().submit(() -> client.writeShared(frame)).syncUninterruptibly();
		}
		frame.release();
	}

	private void useTimes(UnaryOperator<Timeouts> changes) {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts(changes);
	}

	private Closed onlyEnd() {
		assertThat(this.fixture.hub.closed).hasSize(1);
		return this.fixture.hub.closed.get(0);
	}

	private static void assertClosed(RawSocket client, String message, int code) {
		assertThat(client.readData().text()).isEqualTo(message + RS);
		Frame close = client.readData();
		assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
		assertThat(close.closeCode()).isEqualTo(code);
		client.sendClose(code);
		assertThat(client.isEnded()).isTrue();
	}

}
