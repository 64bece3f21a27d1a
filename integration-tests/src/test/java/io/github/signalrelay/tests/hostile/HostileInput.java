// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.github.signalrelay.tests.raw.RawClient;

/**
 * One thing that a peer may send.
 *
 * @param name what it is
 * @param handshake handshake to begin with, empty for none
 * @param data bytes of one binary frame; the type of frames is not looked at
 * @param outcome what must become of it
 */
record HostileInput(String name, String handshake, byte[] data, Outcome outcome) {

	private static final String JSON = "{\"protocol\":\"json\",\"version\":1}" + RawClient.SEPARATOR;

	private static final String MESSAGE_PACK = "{\"protocol\":\"messagepack\",\"version\":1}" + RawClient.SEPARATOR;

	/**
	 * Beginning of an invocation of echoString with the id "9": type, headers, id,
	 * target.
	 */
	private static final String INVOCATION = "9601" + "80" + "a139" + "aa6563686f537472696e67";

	private static final int LIMIT = 32 * 1024;

	static Stream<HostileInput> all() {
		return Stream.of(beforeTheHandshake(), json(), frames(), messagePack()).flatMap((inputs) -> inputs);
	}

	private static Stream<HostileInput> beforeTheHandshake() {
		return Stream.of(handshake("a message in place of the handshake", "{\"type\":6}\u001e"),
				handshake("an array in place of the handshake", "[]\u001e"),
				handshake("garbage in place of the handshake", "\u0000\u0001\u0002\u001e"),
				handshake("an unknown protocol", "{\"protocol\":\"smoke\",\"version\":1}\u001e"),
				handshake("a version to come", "{\"protocol\":\"json\",\"version\":3}\u001e"),
				handshake("a version that is a text", "{\"protocol\":\"json\",\"version\":\"1\"}\u001e"),
				handshake("a handshake without a version", "{\"protocol\":\"json\"}\u001e"),
				handshake("a handshake without an end", "{\"protocol\":\"" + "j".repeat(LIMIT)),
				handshake("a handshake of depth 10,000", "{\"protocol\":" + "[".repeat(10_000) + "\u001e"));
	}

	private static HostileInput handshake(String name, String text) {
		return new HostileInput(name, "", text.getBytes(StandardCharsets.UTF_8), Outcome.HANDSHAKE_REFUSED);
	}

	private static Stream<HostileInput> json() {
		return Stream.of(json("no JSON", "{]", Outcome.CLOSED_WITH_ERROR),
				json("an array of messages", "[{\"type\":6}]", Outcome.CLOSED_WITH_ERROR),
				json("nothing", "", Outcome.CLOSED_WITH_ERROR),
				json("a truncated invocation", "{\"type\":1,\"target\":\"echo", Outcome.CLOSED_WITH_ERROR),
				json("a second handshake", "{\"protocol\":\"json\",\"version\":1}", Outcome.CLOSED_WITH_ERROR),
				json("a type that is a text", "{\"type\":\"1\"}", Outcome.CLOSED_WITH_ERROR),
				json("an invocation without arguments", "{\"type\":1,\"target\":\"echoString\"}",
						Outcome.CLOSED_WITH_ERROR),
				json("an invocation without a target", "{\"type\":1,\"arguments\":[]}", Outcome.CLOSED_WITH_ERROR),
				json("a completion with result and error",
						"{\"type\":3,\"invocationId\":\"1\",\"result\":1,\"error\":\"x\"}", Outcome.CLOSED_WITH_ERROR),
				json("a completion of nothing that was asked", "{\"type\":3,\"invocationId\":\"1\",\"result\":1}",
						Outcome.IGNORED),
				json("an item of no stream", "{\"type\":2,\"invocationId\":\"1\",\"item\":1}", Outcome.IGNORED),
				json("a cancellation of nothing", "{\"type\":5,\"invocationId\":\"1\"}", Outcome.IGNORED),
				json("a type to come", "{\"type\":99,\"anything\":[1,2,3]}", Outcome.IGNORED),
				json("an invocation with an argument of depth 10,000",
						"{\"type\":1,\"invocationId\":\"9\",\"target\":\"echoString\",\"arguments\":["
								+ "[".repeat(10_000) + "]".repeat(10_000) + "]}",
						Outcome.CLOSED_WITH_ERROR),
				json("a number too large for an int",
						"{\"type\":1,\"invocationId\":\"9\",\"target\":\"echoInt\",\"arguments\":[1e400]}",
						Outcome.CALL_REFUSED),
				json("ten thousand arguments",
						"{\"type\":1,\"invocationId\":\"9\",\"target\":\"echoString\",\"arguments\":["
								+ "1,".repeat(10_000) + "1]}",
						Outcome.CALL_REFUSED),
				json("a message of 40,000 bytes",
						"{\"type\":1,\"target\":\"echoString\",\"arguments\":[\"" + "x".repeat(40_000) + "\"]}",
						Outcome.CLOSED_WITH_ERROR),
				json("a call after Close",
						"{\"type\":7}\u001e{\"type\":1,\"target\":\"sendToGroup\",\"arguments\":[\"late\","
								+ "\"bystanders\"]}",
						Outcome.CLOSED));
	}

	private static HostileInput json(String name, String message, Outcome outcome) {
		return new HostileInput("JSON: " + name, JSON, (message + "\u001e").getBytes(StandardCharsets.UTF_8), outcome);
	}

	private static Stream<HostileInput> frames() {
		byte[] brokenText = "{\"type\":1,\"target\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
		return Stream.of(
				new HostileInput("JSON: a message without an end", JSON,
						"y".repeat(LIMIT + 1).getBytes(StandardCharsets.UTF_8), Outcome.CLOSED_WITH_ERROR),
				new HostileInput("JSON: text that is not UTF-8", JSON, join(brokenText, new byte[] { 0x1e }),
						Outcome.CLOSED_WITH_ERROR));
	}

	private static Stream<HostileInput> messagePack() {
		return Stream.of(messagePack("no array", "c0", Outcome.CLOSED_WITH_ERROR),
				messagePack("an empty array", "90", Outcome.CLOSED_WITH_ERROR),
				messagePack("a type that is a text", "91a131", Outcome.CLOSED_WITH_ERROR),
				messagePack("a reserved byte", "c1", Outcome.CLOSED_WITH_ERROR),
				messagePack("an array that promises 2^31-1 items", "dd7fffffff", Outcome.CLOSED_WITH_ERROR),
				messagePack("an array that promises 2^32-1 items", "ddffffffff", Outcome.CLOSED_WITH_ERROR),
				messagePack("arguments that promise 2^31-1 items", INVOCATION + "dd7fffffff", Outcome.CALL_REFUSED),
				messagePack("headers that promise 2^31-1 entries", "9601df7fffffff", Outcome.CLOSED_WITH_ERROR),
				messagePack("a target that promises 2^31-1 bytes", "960180a139db7fffffff", Outcome.CLOSED_WITH_ERROR),
				messagePack("an id that promises 2^32-1 bytes", "960180dbffffffff", Outcome.CLOSED_WITH_ERROR),
				messagePack("a bad kind of result", "940380a13109", Outcome.CLOSED_WITH_ERROR),
				messagePack("a type to come", "9163", Outcome.IGNORED),
				messagePack("a completion of nothing that was asked", "940380a13102", Outcome.IGNORED),
				new HostileInput("MessagePack: a length of 2^31-1", MESSAGE_PACK,
						join(bytes("ffffffff07"), new byte[LIMIT]), Outcome.CLOSED_WITH_ERROR),
				new HostileInput("MessagePack: a length over 2 GiB", MESSAGE_PACK, bytes("ffffffff0f91"),
						Outcome.CLOSED_WITH_ERROR),
				new HostileInput("MessagePack: a length of six bytes", MESSAGE_PACK, bytes("80808080800191"),
						Outcome.CLOSED_WITH_ERROR),
				new HostileInput("MessagePack: text in place of a message", MESSAGE_PACK,
						"{\"type\":6}".repeat(20).getBytes(StandardCharsets.UTF_8), Outcome.CLOSED_WITH_ERROR));
	}

	private static HostileInput messagePack(String name, String body, Outcome outcome) {
		byte[] bytes = bytes(body);
		return new HostileInput("MessagePack: " + name, MESSAGE_PACK, join(new byte[] { (byte) bytes.length }, bytes),
				outcome);
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static byte[] join(byte[] first, byte[] second) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		joined.writeBytes(first);
		joined.writeBytes(second);
		return joined.toByteArray();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
