// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * MessagePack hub protocol against vectors: the shared ones, and our own worked out from
 * the reference, section 5.
 */
class MessagePackHubProtocolVectorTests {

	private final MessagePackHubProtocol protocol = new MessagePackHubProtocol(HubVectors.PASCAL_CASE);

	@TestFactory
	Stream<DynamicTest> shared() {
		return VectorFile.entries(VectorFile.load("hub-protocol"))
			.filter((entry) -> VectorFile.text(entry, "protocol").equals("messagepack"))
			.map((entry) -> DynamicTest.dynamicTest(VectorFile.text(entry, "name"), () -> check(entry,
					entry.required("encoded").isString() ? VectorFile.bytes(entry, "encoded") : new byte[0])));
	}

	@TestFactory
	Stream<DynamicTest> own() {
		return VectorFile.entries(VectorFile.own("messagepack-hub-protocol-own.json"))
			.map((entry) -> DynamicTest.dynamicTest(VectorFile.text(entry, "name"),
					() -> check(entry, ownBytes(entry))));
	}

	private static byte[] ownBytes(JsonNode entry) {
		return HexFormat.of().parseHex(VectorFile.text(entry, "hex").replace(" ", ""));
	}

	@Test
	void ownVectorsCoverEveryMessageType() {
		Set<String> covered = VectorFile.entries(VectorFile.own("messagepack-hub-protocol-own.json"))
			.map((entry) -> VectorFile.text(entry.required("message"), "type"))
			.collect(Collectors.toSet());
		assertThat(covered).containsExactlyInAnyOrder("Invocation", "StreamInvocation", "StreamItem", "Completion",
				"CancelInvocation", "Ping", "Close", "Ack", "Sequence");
	}

	private void check(JsonNode entry, byte[] bytes) {
		switch (VectorFile.text(entry, "kind")) {
			case "valid" -> checkValid(entry, bytes);
			case "invalid" ->
				assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> parse(entry, bytes))
					.withMessage(VectorFile.text(entry, "expectedError"));
			case "bindingFailure" -> checkBindingFailure(entry, (InvocationBindingFailure) parse(entry, bytes));
			case "streamBindingFailure" -> {
				StreamBindingFailure failure = (StreamBindingFailure) parse(entry, bytes);
				assertThat(failure.invocationId())
					.isEqualTo(VectorFile.text(entry.required("message"), "invocationId"));
				assertThat(failure.cause()).hasMessage(VectorFile.text(entry, "expectedError"));
			}
			case "resultError" -> {
				Completion completion = (Completion) parse(entry, bytes);
				assertThat(completion.error()).startsWith(VectorFile.text(entry, "expectedErrorPrefix"));
				assertThat(completion.hasResult()).isFalse();
			}
			case "ignored" -> assertThat(parse(entry, bytes)).isNull();
			case "partial" -> checkPartial(entry, bytes);
			case "size" -> assertThat(this.protocol.write(HubVectors.message(entry.required("message"))).length())
				.isEqualTo(entry.required("size").intValue());
			default -> throw new IllegalArgumentException(VectorFile.text(entry, "kind"));
		}
	}

	private void checkValid(JsonNode entry, byte[] bytes) {
		HubMessage message = HubVectors.message(entry.required("message"));
		String direction = VectorFile.text(entry, "direction");
		if (!direction.equals("write")) {
			assertThat(parse(entry, bytes)).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(message);
			for (int length = 0; length < bytes.length; length++) {
				checkPartial(entry, Arrays.copyOf(bytes, length));
			}
		}
		if (!direction.equals("parse")) {
			assertThat(this.protocol.write(message).toByteArray()).isEqualTo(bytes);
		}
		if (VectorFile.text(entry, "name").contains("rawResult")) {
			checkRawResult(bytes);
		}
	}

	private void checkRawResult(byte[] bytes) {
		InvocationBinder raw = new HubVectors.FixedBinder(null, RawResult.class, null);
		HubMessage message = this.protocol.parse(ByteBuffer.wrap(bytes), raw);
		assertThat(message).isInstanceOf(Completion.class);
		assertThat(this.protocol.write(message).toByteArray()).isEqualTo(bytes);
	}

	private static void checkBindingFailure(JsonNode entry, InvocationBindingFailure failure) {
		JsonNode message = entry.required("message");
		assertThat(failure.invocationId()).isEqualTo(VectorFile.text(message, "invocationId"));
		assertThat(failure.target()).isEqualTo(VectorFile.text(message, "target"));
		assertThat(failure.cause()).hasMessage(VectorFile.text(entry, "expectedError"));
	}

	private void checkPartial(JsonNode entry, byte[] bytes) {
		ByteBuffer input = ByteBuffer.wrap(bytes);
		assertThat(this.protocol.parse(input, HubVectors.binder(entry))).isNull();
		assertThat(input.position()).isZero();
	}

	/** Reads a direct buffer too, which takes another way. */
	private HubMessage parse(JsonNode entry, byte[] bytes) {
		ByteBuffer input = ByteBuffer.allocate(bytes.length + 2).position(1).put(bytes).flip().position(1);
		ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
		HubMessage message = this.protocol.parse(input, HubVectors.binder(entry));
		assertThat(input.hasRemaining()).isFalse();
		HubMessage again = this.protocol.parse(direct, HubVectors.binder(entry));
		assertThat(again == null).isEqualTo(message == null);
		return message;
	}

}
