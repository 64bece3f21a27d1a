// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a peer may send on purpose (reliability reference, B4 to B6).
 */
class HostileJsonTests {

	/** Only there to end a test that hangs. */
	private static final Duration HANG = Duration.ofSeconds(60);

	private final JsonHubProtocol protocol = new JsonHubProtocol();

	static Stream<Arguments> refused() {
		return Stream.of(arguments("arguments nested 200,000 deep", call("[".repeat(200_000))),
				arguments("nested and closed", call("[".repeat(200_000) + "]".repeat(200_000))),
				arguments("one level too deep",
						call("[".repeat(62) + "]".repeat(62) + ",[" + "[".repeat(62) + "]".repeat(62) + "]")),
				arguments("unknown property nested", utf8("{\"x\":" + "{\"x\":".repeat(200_000))),
				arguments("NaN", call("NaN")), arguments("Infinity", call("-Infinity")),
				arguments("number with leading zero", call("01")), arguments("number with plus", call("+1")),
				arguments("lone fraction", call(".5")), arguments("hexadecimal", call("0x10")),
				arguments("number of 5,000,000 digits", call("1".repeat(5_000_000))),
				arguments("control character", call("\"a\nb\"")), arguments("unknown escape", call("\"\\x41\"")),
				arguments("half an escape", call("\"\\u12\"")), arguments("open string", call("\"abc")),
				arguments("name of 5,000,000 characters", utf8("{\"" + "n".repeat(5_000_000) + "\":1}")),
				arguments("byte order mark", utf8("\ufeff{\"type\":6}")),
				arguments("UTF-16", "{\"type\":6}".getBytes(StandardCharsets.UTF_16LE)),
				arguments("UTF-16 with mark", "{\"type\":6}".getBytes(StandardCharsets.UTF_16)),
				arguments("UTF-32", "{\"type\":6}".getBytes(Charset.forName("UTF-32BE"))),
				arguments("zero bytes", new byte[64]), arguments("blanks only", utf8(" ".repeat(100_000))),
				arguments("continuation byte alone", bytes(0x80)), arguments("cut-off character", bytes(0xC3)),
				arguments("byte that is never UTF-8", bytes(0xFF)), arguments("overlong form", bytes(0xC0, 0xAF)),
				arguments("surrogate", bytes(0xED, 0xA0, 0x80)),
				arguments("code point too large", bytes(0xF7, 0xBF, 0xBF, 0xBF)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void isRefused(String name, byte[] message) {
		assertTimeoutPreemptively(HANG,
				() -> assertThatExceptionOfType(HubProtocolException.class)
					.isThrownBy(() -> this.protocol.parse(framed(message), FixedBinder.ANY))
					.withMessage("Error reading JSON."));
	}

	static Stream<Arguments> accepted() {
		String large = "x".repeat(5_000_000);
		return Stream.of(arguments("string of 5 MB", call('"' + large + '"'), large),
				arguments("depth 64 in all", call("[".repeat(62) + "]".repeat(62)), null),
				arguments("same key again and again", call("{" + "\"k\":1,".repeat(100_000) + "\"k\":2}"),
						Map.of("k", 2)),
				arguments("lone surrogate as escape", call("\"\\ud800\""), "\ud800"),
				arguments("zero character as escape", call("\"\\u0000\""), "\u0000"),
				arguments("surrogate pair as escape", call("\"\\ud83d\\ude00\""), "\ud83d\ude00"),
				arguments("four byte character", call("\"\ud83d\ude00\""), "\ud83d\ude00"),
				arguments("number too large for a double", call("1e400"), Double.POSITIVE_INFINITY),
				arguments("trailing garbage", utf8("{\"type\":1,\"target\":\"t\",\"arguments\":[1]}}}]["), 1));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("accepted")
	void isAccepted(String name, byte[] message, Object argument) {
		HubMessage parsed = assertTimeoutPreemptively(HANG,
				() -> this.protocol.parse(framed(message), FixedBinder.ANY));
		assertThat(parsed).isInstanceOfSatisfying(Invocation.class, (invocation) -> {
			assertThat(invocation.arguments()).hasSize(1);
			if (argument != null) {
				assertThat(invocation.arguments().get(0)).isEqualTo(argument);
			}
		});
	}

	@Test
	void aNumberThatExplodesInAnIntegerIsABindingFailure() {
		HubMessage parsed = assertTimeoutPreemptively(HANG, () -> this.protocol.parse(framed(call("1e999999999")),
				new FixedBinder(List.of(BigInteger.class), null)));
		assertThat(parsed).isInstanceOf(InvocationBindingFailure.class);
	}

	@Test
	void manyArgumentsAreCountedButNotKept() {
		HubMessage parsed = this.protocol.parse(framed(call("1" + ",1".repeat(999_999))), FixedBinder.ANY);
		assertThat(parsed).isInstanceOfSatisfying(InvocationBindingFailure.class,
				(failure) -> assertThat(failure.cause())
					.hasMessage("Invocation provides 1000000 argument(s) but target expects 1."));
	}

	@Test
	void manyMessagesOfUnknownTypeAreSkippedWithoutRecursion() {
		ByteBuffer input = ByteBuffer
			.wrap(("{\"type\":99}\u001e".repeat(200_000) + "{\"type\":6}\u001e").getBytes(StandardCharsets.UTF_8));
		assertThat(this.protocol.parse(input, FixedBinder.ANY)).isEqualTo(Ping.INSTANCE);
	}

	@Test
	void hostileHandshakesAreRefused() {
		refused().forEach((arguments) -> assertTimeoutPreemptively(HANG,
				() -> assertThatExceptionOfType(HubProtocolException.class)
					.isThrownBy(() -> HandshakeProtocol.parseRequest(framed((byte[]) arguments.get()[1])))));
	}

	private static byte[] call(String argument) {
		return utf8("{\"type\":1,\"target\":\"t\",\"arguments\":[" + argument + "]}");
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** A call whose argument is a string of these bytes. */
	private static byte[] bytes(int... content) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes(utf8("{\"type\":1,\"target\":\"t\",\"arguments\":[\""));
		for (int value : content) {
			message.write(value);
		}
		message.writeBytes(utf8("\"]}"));
		return message.toByteArray();
	}

	private static ByteBuffer framed(byte[] message) {
		return ByteBuffer.allocate(message.length + 1).put(message).put(HubFraming.SEPARATOR).flip();
	}

}
