// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that break the WebSocket protocol, RFC 6455 sections 5 to 8. Another client
 * goes on all the while.
 */
class WebSocketRulesIntegrationTests {

	private static final RelayFixture fixture = new RelayFixture();

	private static final RawSocket bystander = fixture.open();

	@AfterAll
	static void stop() {
		bystander.sendText("{\"type\":6}" + RecordingHub.RS);
		await().untilAsserted(() -> assertThat(fixture.hub.data).containsExactly("{\"type\":6}" + RecordingHub.RS));
		bystander.close();
		fixture.close();
	}

	@BeforeEach
	void forget() {
		await().until(() -> fixture.hub.clients.size() == 1); // the bystander
		fixture.hub.closed.clear();
	}

	static Stream<Arguments> violations() {
		return Stream.of(row("frame not masked", 1002, "81 01 41"), //
				row("reserved bit 1", 1002, "C1 80 00 00 00 00"), //
				row("reserved bit 2", 1002, "A1 80 00 00 00 00"), //
				row("reserved bit 3", 1002, "91 80 00 00 00 00"), //
				row("reserved data opcode", 1002, "83 80 00 00 00 00"), //
				row("reserved control opcode", 1002, "8B 80 00 00 00 00"), //
				row("continuation of nothing", 1002, "80 80 00 00 00 00"), //
				row("new message inside a message", 1002, "01 80 00 00 00 00 81 80 00 00 00 00"), //
				row("fragmented ping", 1002, "09 80 00 00 00 00"), //
				row("ping of 126 bytes", 1002, "89 FE 00 7E 00 00 00 00"), //
				row("length of 5 in 16 bits", 1002, "82 FE 00 05 00 00 00 00"), //
				row("length of 5 in 64 bits", 1002, "82 FF 00 00 00 00 00 00 00 05 00 00 00 00"), //
				row("length over 63 bits", 1002, "82 FF FF FF FF FF FF FF FF FF 00 00 00 00"), //
				row("close of 1 byte", 1002, "88 81 00 00 00 00 03"), //
				row("close with 1005", 1002, "88 82 00 00 00 00 03 ED"), //
				row("close with 1006", 1002, "88 82 00 00 00 00 03 EE"), //
				row("close with 1015", 1002, "88 82 00 00 00 00 03 F7"), //
				row("close with 999", 1002, "88 82 00 00 00 00 03 E7"), //
				row("close with 5000", 1002, "88 82 00 00 00 00 13 88"), //
				row("close reason not UTF-8", 1007, "88 83 00 00 00 00 03 E8 FF"), //
				row("text with a lone continuation byte", 1007, "81 81 00 00 00 00 80"), //
				row("text overlong", 1007, "81 82 00 00 00 00 C0 AF"), //
				row("text with a surrogate", 1007, "81 83 00 00 00 00 ED A0 80"), //
				row("text above 10FFFF", 1007, "81 84 00 00 00 00 F4 90 80 80"), //
				row("text ends inside a character", 1007, "81 82 00 00 00 00 E2 82"), //
				row("text fails in its second fragment", 1007, "01 81 00 00 00 00 E2 80 81 00 00 00 00 41"));
	}

	private static Arguments row(String name, int code, String bytes) {
		return Arguments.of(name, code, HexFormat.ofDelimiter(" ").parseHex(bytes));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("violations")
	void violationIsClosedWithItsCode(String name, int code, byte[] bytes) {
		try (RawSocket client = fixture.open()) {
			client.send(bytes);
			Frame close = client.read();
			assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
			assertThat(close.closeCode()).isEqualTo(code);
			assertThat(close.payload().length).isLessThanOrEqualTo(125);
			assertThat(client.isEnded()).isTrue();
		}
		await().untilAsserted(() -> assertThat(fixture.hub.closed).hasSize(1));
		assertThat(fixture.hub.closed.get(0).category()).isIn(CloseCategory.PROTOCOL_ERROR);
	}

	@Test
	void frameThatAnnouncesTheLargestLengthCostsNothing() {
		try (RawSocket client = fixture.open()) {
			client.send(HexFormat.ofDelimiter(" ").parseHex("82 FF 7F FF FF FF FF FF FF FF 00 00 00 00"));
			client.send(new byte[40_000]);
			assertThat(client.readData().text()).contains("\"type\":7");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1003, 1011, 3000, 4999 })
	void closeCodeOfTheClientIsRepeated(int code) {
		try (RawSocket client = fixture.open()) {
			client.sendClose(code);
			assertThat(client.read().closeCode()).isEqualTo(code);
			assertThat(client.isEnded()).isTrue();
		}
	}

	@Test
	void closeWithoutCodeIsAnOrdinaryEnd() {
		try (RawSocket client = fixture.open()) {
			client.send(RawSocket.frame(0x88, new byte[0]));
			assertThat(client.read().closeCode()).isEqualTo(1000);
		}
	}

	@Test
	void pingOfTheLargestSizeIsAnswered() {
		try (RawSocket client = fixture.open()) {
			byte[] payload = "p".repeat(125).getBytes(StandardCharsets.UTF_8);
			client.send(RawSocket.frame(0x89, payload));
			assertThat(client.read().payload()).isEqualTo(payload);
			client.send(RawSocket.frame(0x8A, ByteBuffer.allocate(4).array()));
		}
	}

	@Test
	void frameCutOffByTheEndOfTheConnectionIsForgotten() {
		RawSocket client = fixture.open();
		client.send(HexFormat.ofDelimiter(" ").parseHex("82 FE 7F"));
		client.close();
		await().untilAsserted(() -> assertThat(fixture.hub.closed).hasSize(1));
		assertThat(fixture.hub.closed.get(0).category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
	}

}
