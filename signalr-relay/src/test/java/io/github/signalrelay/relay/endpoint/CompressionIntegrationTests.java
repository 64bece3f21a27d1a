// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.deflate.Deflated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Compression over real sockets, RFC 7692. A client without it goes on all the while.
 */
class CompressionIntegrationTests {

	private static final String RS = RecordingHub.RS;

	private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

	private static final int COMPRESSED_TEXT = 0x80 | RawSocket.COMPRESSED | RawSocket.TEXT;

	private final RelayFixture fixture = new RelayFixture((settings) -> settings.withCompression(true));

	private final RawSocket bystander = this.fixture.open();

	@BeforeEach
	void forget() {
		assertThat(this.fixture.hub.clients).hasSize(1); // the bystander
	}

	@AfterEach
	void stop() {
		this.bystander.sendText("{\"type\":6,\"last\":1}" + RS);
		await().untilAsserted(() -> assertThat(this.fixture.hub.data).contains("{\"type\":6,\"last\":1}" + RS));
		this.bystander.close();
		this.fixture.close();
	}

	private RawSocket open() {
		return RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri(), OFFER).handshake();
	}

	private double frames() {
		return this.fixture.meters.get("signalr.relay.compression.frames").counter().count();
	}

	@Test
	void isOffUnlessItIsSwitchedOn() {
		assertThat(RelaySettings.withKeys(List.of(RelayFixture.KEY)).compression()).isFalse();
		try (RelayFixture plain = new RelayFixture(); RawSocket client = new RawSocket(plain.port)) {
			RawSocket.Response response = client.upgrade(RelayFixture.clientUri(), OFFER);
			assertThat(response.status()).isEqualTo(101);
			assertThat(response.header("Sec-WebSocket-Extensions")).isNull();
			client.handshake();
			client.send(RawSocket.frame(COMPRESSED_TEXT, Deflated.message(bytes("{}" + RS))));
			assertThat(client.read().closeCode()).isEqualTo(1002);
		}
	}

	@Test
	void isAgreedWithThoseWhoOfferIt() {
		try (RawSocket client = new RawSocket(this.fixture.port); RawSocket other = new RawSocket(this.fixture.port)) {
			assertThat(client.upgrade(RelayFixture.clientUri(), OFFER).header("Sec-WebSocket-Extensions"))
				.isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
			assertThat(other.upgrade(RelayFixture.clientUri()).header("Sec-WebSocket-Extensions")).isNull();
			assertThat(this.fixture.meters.get("signalr.relay.compression.connections").counter().count()).isOne();
		}
	}

	@Test
	void serverConnectionsAreNotCompressed() {
		try (RawSocket server = new RawSocket(this.fixture.port)) {
			RawSocket.Response response = server.upgrade("/server/?hub=chat&cid=c1", OFFER,
					"Authorization: Bearer " + RelayFixture.token("http://localhost/server/?hub=chat"));
			assertThat(response.status()).isEqualTo(101);
			assertThat(response.header("Sec-WebSocket-Extensions")).isNull();
		}
	}

	@Test
	void eachMessageOfABurstIsCompressedByItself() {
		String message = "{\"type\":1,\"text\":\"" + "burst ".repeat(1000) + "%d\"}" + RS;
		try (RawSocket socket = open()) {
			List<SharedFrame> parts = Stream.of(1, 2)
				.map((number) -> SharedFrame.webSocket(Payload.utf8(message.formatted(number)), true,
						ByteBufAllocator.DEFAULT))
				.toList();
			SharedFrame burst = SharedFrame.joined(parts, ByteBufAllocator.DEFAULT);
			parts.forEach(SharedFrame::release);
			for (ClientConnection client : this.fixture.hub.clients.values()) {
				client.eventLoop().submit(() -> client.writeShared(burst)).syncUninterruptibly();
			}
			for (int number = 1; number <= 2; number++) {
				Frame received = socket.readData();
				assertThat(received.compressed()).isTrue();
				assertThat(new String(Deflated.inflate(received.payload()), StandardCharsets.UTF_8))
					.isEqualTo(message.formatted(number));
				assertThat(this.bystander.readData().text()).isEqualTo(message.formatted(number));
			}
			burst.release();
			assertThat(burst.refCnt()).isZero();
			assertThat(parts).allSatisfy((part) -> assertThat(part.refCnt()).isZero());
		}
	}

	@Test
	void frameForManyIsCompressedOnceAndPlainForOthers() {
		String message = "{\"type\":1,\"text\":\"" + "shared ".repeat(1000) + "\"}" + RS;
		try (RawSocket first = open(); RawSocket second = open(); RawSocket third = open()) {
			SharedFrame frame = SharedFrame.webSocket(Payload.utf8(message), true, ByteBufAllocator.DEFAULT);
			for (ClientConnection client : this.fixture.hub.clients.values()) {
				client.eventLoop().submit(() -> client.writeShared(frame)).syncUninterruptibly();
			}
			byte[] bytes = null;
			for (RawSocket client : List.of(first, second, third)) {
				Frame received = client.readData();
				assertThat(received.compressed()).isTrue();
				assertThat(received.opcode()).isEqualTo(RawSocket.TEXT);
				assertThat(new String(Deflated.inflate(received.payload()), StandardCharsets.UTF_8)).isEqualTo(message);
				assertThat(received.payload()).hasSizeLessThan(200)
					.isEqualTo((bytes != null) ? bytes : received.payload());
				bytes = received.payload();
			}
			Frame plain = this.bystander.readData();
			assertThat(plain.compressed()).isFalse();
			assertThat(plain.text()).isEqualTo(message);
			assertThat(frames()).isEqualTo(1);
			frame.release();
			assertThat(frame.refCnt()).isZero();
		}
	}

	@Test
	void whatOneClientGetsIsCompressedUnlessItIsSmall() {
		String large = "{\"x\":\"" + "y".repeat(2000) + "\"}" + RS;
		try (RawSocket client = open()) {
			onSecond((connection) -> {
				connection.writeData(Payload.utf8(large), DataMessageType.INVOCATION);
				connection.writeData(Payload.utf8("{\"type\":3}" + RS), DataMessageType.INVOCATION);
			});
			assertThat(Deflated.inflate(client.read().payload())).isEqualTo(bytes(large));
			Frame small = client.read();
			assertThat(small.compressed()).isFalse();
			assertThat(small.text()).isEqualTo("{\"type\":3}" + RS);
		}
	}

	@Test
	void messagesOfClientsAreReadCompressedOrNotAndInFragments() {
		String text = "{\"type\":1,\"text\":\"" + "ä€😀 ".repeat(300) + "\"}" + RS;
		byte[] deflated = Deflated.message(bytes(text));
		try (RawSocket client = open()) {
			client.send(RawSocket.frame(COMPRESSED_TEXT, deflated));
			client.send(RawSocket.frame(RawSocket.COMPRESSED | RawSocket.TEXT, Arrays.copyOf(deflated, 3)));
			client.send(RawSocket.frame(0x80 | RawSocket.PING, new byte[] { 1 }));
			client.send(RawSocket.frame(0, Arrays.copyOfRange(deflated, 3, 20)));
			client.send(RawSocket.frame(0x80, Arrays.copyOfRange(deflated, 20, deflated.length)));
			client.sendText(text);
			assertThat(client.read().opcode()).isEqualTo(RawSocket.PONG);
			await().untilAsserted(() -> assertThat(String.join("", this.fixture.hub.data)).isEqualTo(text.repeat(3)));
		}
	}

	@Test
	void handshakeMayBeCompressed() {
		try (RawSocket client = RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri(), OFFER)) {
			client.send(RawSocket.frame(COMPRESSED_TEXT,
					Deflated.message(bytes("{\"protocol\":\"json\",\"version\":1}" + RS))));
			assertThat(client.read().text()).isEqualTo("{}" + RS);
		}
	}

	static Stream<Arguments> violations() {
		byte[] ping = bytes("{\"type\":6}" + RS);
		byte[] good = Deflated.message(ping);
		return Stream.of(
				Arguments.of("continuation marked as compressed", 1002,
						join(RawSocket.frame(RawSocket.TEXT, ping), RawSocket.frame(0xC0, good))),
				Arguments.of("compressed continuation of a compressed message", 1002,
						join(RawSocket.frame(0x41, Arrays.copyOf(good, 2)), RawSocket.frame(0xC0, good))),
				Arguments.of("compressed ping", 1002, RawSocket.frame(0xC9, good)),
				Arguments.of("compressed close", 1002, RawSocket.frame(0xC8, good)),
				Arguments.of("reserved bit 2", 1002, RawSocket.frame(0xA1, ping)),
				Arguments.of("reserved bits 1 and 2", 1002, RawSocket.frame(0xE1, good)),
				Arguments.of("reserved bit 3", 1002, RawSocket.frame(0x91, ping)),
				Arguments.of("not deflate", 1007, RawSocket.frame(0xC1, new byte[] { 7, 1, 2, 3 })),
				Arguments.of("plain text marked as compressed", 1007, RawSocket.frame(0xC1, ping)),
				Arguments.of("cut off", 1007, RawSocket.frame(0xC1, Arrays.copyOf(good, good.length - 2))),
				Arguments.of("not UTF-8 behind it", 1007,
						RawSocket.frame(0xC1, Deflated.message(new byte[] { 'a', (byte) 0xC0, (byte) 0xAF }))),
				Arguments.of("ends inside a character", 1007,
						RawSocket.frame(0xC1, Deflated.message(new byte[] { 'a', (byte) 0xE2, (byte) 0x82 }))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("violations")
	void violationIsClosedWithItsCode(String name, int code, byte[] bytes) {
		try (RawSocket client = open()) {
			client.send(bytes);
			Frame close = client.read();
			assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
			assertThat(close.closeCode()).isEqualTo(code);
			assertThat(client.isEnded()).isTrue();
		}
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(this.fixture.hub.closed.get(0).category()).isEqualTo(CloseCategory.PROTOCOL_ERROR);
	}

	@Test
	void messageThatInflatesOverTheLimitIsCutOffThere() {
		try (RawSocket client = open()) {
			client.send(RawSocket.frame(COMPRESSED_TEXT, Deflated.message(bytes("x".repeat(800_000)))));
			assertThat(client.readData().text()).contains("\"type\":7");
			assertThat(client.read().closeCode()).isEqualTo(1000);
			client.sendClose(1000);
			assertThat(client.isEnded()).isTrue();
		}
		await().untilAsserted(() -> assertThat(this.fixture.closed("message_too_large")).isOne());
	}

	@Test
	void messageOfTheLargestSizeIsTakenHoweverSmallItWas() {
		try (RawSocket client = open()) {
			String largest = "x".repeat(32 * 1024 - 1) + RS;
			client.send(RawSocket.frame(COMPRESSED_TEXT, Deflated.message(bytes(largest))));
			await().untilAsserted(() -> assertThat(String.join("", this.fixture.hub.data)).isEqualTo(largest));
		}
	}

	@Test
	void bombOfManySmallMessagesIsStopped() {
		try (RawSocket client = open()) {
			client.send(RawSocket.frame(COMPRESSED_TEXT, Deflated.message(bytes(("{}" + RS).repeat(4_000_000)))));
			Frame close = client.readData();
			assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
			assertThat(close.closeCode()).isEqualTo(1009);
		}
		await().untilAsserted(() -> assertThat(this.fixture.closed("message_too_large")).isOne());
		long passed = this.fixture.hub.data.stream().mapToLong(String::length).sum();
		assertThat(passed).isBetween(1_000_000L, 9_000_000L).as("of 12,000,000 bytes");
	}

	@Test
	void clientWhoseHubTakesNothingMayNotGoOnWithItsMessage() {
		try (RawSocket client = open()) {
			onSecond((connection) -> connection.setReading(false));
			client.send(RawSocket.frame(COMPRESSED_TEXT, Deflated.message(bytes(("{}" + RS).repeat(300_000)))));
			this.bystander.sendText("{\"type\":6,\"fence\":1}" + RS);
			await().untilAsserted(
					() -> assertThat(this.fixture.hub.data).containsExactly("{\"type\":6,\"fence\":1}" + RS));
			onSecond((connection) -> connection.setReading(true));
			await().untilAsserted(() -> assertThat(this.fixture.hub.data.stream().mapToLong(String::length).sum())
				.isGreaterThan(900_000));
		}
	}

	private void onSecond(Consumer<ClientConnection> action) {
		ClientConnection second = this.fixture.hub.opened.get(1);
		second.eventLoop().submit(() -> action.accept(second)).syncUninterruptibly();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
