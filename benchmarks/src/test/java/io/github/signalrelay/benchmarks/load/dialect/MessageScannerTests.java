// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.measure.Stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MessageScannerTests {

	private static final String STAMP = "~0000000000000abc00070000001f";

	private final List<String> seen = new ArrayList<>();

	private int filler;

	private MessageScanner scanner(Framing framing) {
		return new MessageScanner(framing, new MessageScanner.Listener() {
			@Override
			public int stamped(long due, int sender, int sequence) {
				MessageScannerTests.this.seen.add(due + "/" + sender + "/" + sequence);
				return MessageScannerTests.this.filler;
			}

			@Override
			public void control(byte[] data, int from, int to) {
				MessageScannerTests.this.seen.add(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
			}
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 35 })
	void jsonCutAnywhere(int expectedFiller) {
		this.filler = expectedFiller;
		String message = "{\"type\":1,\"target\":\"received\",\"arguments\":[\"" + STAMP + "x".repeat(35)
				+ "\"]}\u001e";
		String ping = "{\"type\":6}\u001e";
		String tilde = "{\"type\":3,\"result\":\"~no stamp, though it is as long as one would be\"}\u001e";
		cutAnywhere(Framing.RECORD_SEPARATOR, bytes(message + message + ping + message + tilde + message), "2748/7/31",
				"2748/7/31", ping, "2748/7/31", tilde, "2748/7/31");
	}

	@Test
	void fillerOfAnotherLength() {
		this.filler = 100_000;
		String message = "[\"" + STAMP + "x".repeat(35) + "\"]\u001e";
		cutAnywhere(Framing.RECORD_SEPARATOR, bytes(message + message), "2748/7/31", "2748/7/31");
	}

	@Test
	void messagePackCutAnywhere() {
		this.filler = 35;
		byte[] message = invocation(200);
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] ping = { 2, (byte) 0x91, 6 };
		byte[] tildes = { 5, '~', '~', '~', '~', '~' };
		for (byte[] part : List.of(message, ping, message, message, tildes, message)) {
			all.writeBytes(part);
		}
		cutAnywhere(Framing.LENGTH_PREFIX, all.toByteArray(), "2748/7/31", text(ping), "2748/7/31", "2748/7/31",
				text(tildes), "2748/7/31");
	}

	private static byte[] invocation(int rest) {
		int length = 10 + STAMP.length() + rest;
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.write((length & 0x7F) | 0x80);
		message.write(length >> 7);
		message.writeBytes(bytes("0123456789" + STAMP + "x".repeat(rest)));
		return message.toByteArray();
	}

	@Test
	void stompCutAnywhere() {
		String message = "MESSAGE\ndestination:/topic/all\n\n" + STAMP + "xxx\0";
		cutAnywhere(Framing.ZERO, bytes("CONNECTED\n\n\0" + message + "\n" + message), "CONNECTED\n\n\0", "2748/7/31",
				"2748/7/31");
	}

	@Test
	void unitsCutAnywhere() {
		this.filler = 3;
		byte[] unit = bytes("42[\"" + STAMP + "xxx\",\"" + STAMP + "xxx\"]");
		for (int first = 0; first <= unit.length; first++) {
			this.seen.clear();
			MessageScanner scanner = scanner(Framing.UNIT);
			scanner.scan(bytes("40"), 0, 2);
			scanner.unitEnd();
			scanner.scan(unit, 0, first);
			scanner.scan(unit, first, unit.length);
			scanner.unitEnd();
			scanner.scan(bytes("2"), 0, 1);
			scanner.unitEnd();
			assertThat(this.seen).as("cut at %s", first).containsExactly("40", "2748/7/31", "2748/7/31", "2");
		}
	}

	@Test
	void framingChangesBehindAHandshake() {
		byte[] handshake = bytes("{}\u001e");
		byte[] ping = { 2, (byte) 0x91, 6 };
		List<String> controls = new ArrayList<>();
		MessageScanner[] scanner = new MessageScanner[1];
		scanner[0] = new MessageScanner(Framing.RECORD_SEPARATOR, new MessageScanner.Listener() {
			@Override
			public int stamped(long due, int sender, int sequence) {
				return 0;
			}

			@Override
			public void control(byte[] data, int from, int to) {
				controls.add(text(data).substring(from, to));
				scanner[0].framing(Framing.LENGTH_PREFIX);
			}
		});
		byte[] both = bytes(text(handshake) + text(ping));
		scanner[0].scan(both, 0, both.length);
		assertThat(controls).containsExactly(text(handshake), text(ping));
	}

	@Test
	void endlessMessageWithoutStamp() {
		MessageScanner scanner = scanner(Framing.RECORD_SEPARATOR);
		byte[] part = new byte[40_000];
		scanner.scan(part, 0, part.length);
		assertThatIllegalStateException().isThrownBy(() -> scanner.scan(part, 0, part.length))
			.withMessageContaining("65536 bytes without a stamp");
	}

	@Test
	void lengthPrefixThatIsNone() {
		byte[] data = { -1, -1, -1, -1, -1, 1 };
		assertThatIllegalStateException().isThrownBy(() -> scanner(Framing.LENGTH_PREFIX).scan(data, 0, data.length))
			.withMessageContaining("length prefix");
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void whatIsSentBearsItsStampWherePayloadBegins(Dialect dialect) {
		Wire wire = Wire.of(dialect);
		for (Envelope envelope : List.of(wire.echo(64), wire.broadcast(2048))) {
			byte[] message = new byte[envelope.length()];
			envelope.write(message, 12345, 0xFFFF, -1);
			int at = text(message).indexOf(Stamp.MARK);
			assertThat(Stamp.isAt(message, at)).isTrue();
			assertThat(Stamp.due(message, at)).isEqualTo(12345);
			assertThat(Stamp.sender(message, at)).isEqualTo(0xFFFF);
			assertThat(Stamp.sequence(message, at)).isEqualTo(-1);
			assertThat(text(message)).contains("x".repeat(64 - Stamp.LENGTH)).doesNotContain("~~");
		}
	}

	private void cutAnywhere(Framing framing, byte[] data, String... expected) {
		for (int first = 0; first <= data.length; first++) {
			for (int second : new int[] { first, first + 1, first + 20, data.length }) {
				int third = Math.min(second, data.length);
				this.seen.clear();
				MessageScanner scanner = scanner(framing);
				scanner.scan(data, 0, first);
				scanner.scan(data, first, third);
				scanner.scan(data, third, data.length);
				assertThat(this.seen).as("cut at %s and %s", first, third).containsExactly(expected);
			}
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
