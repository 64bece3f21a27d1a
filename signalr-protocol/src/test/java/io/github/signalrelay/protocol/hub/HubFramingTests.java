// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link HubFraming} and {@link ServerSentEvent}.
 */
class HubFramingTests {

	static Stream<Named<JsonNode>> vectors() {
		return VectorFile.named(VectorFile.load("framing"));
	}

	static Stream<Named<JsonNode>> ownVectors() {
		return VectorFile.named(VectorFile.own("framing.json"));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vector(JsonNode vector) {
		check(vector);
	}

	@ParameterizedTest
	@MethodSource("ownVectors")
	void ownVector(JsonNode vector) {
		check(vector);
	}

	private static void check(JsonNode vector) {
		HubFraming framing = VectorFile.text(vector, "name").startsWith("text/") ? HubFraming.RECORD_SEPARATOR
				: HubFraming.LENGTH_PREFIX;
		ByteBuffer input = ByteBuffer.wrap(VectorFile.bytes(vector, "encoded"));
		switch (VectorFile.text(vector, "kind")) {
			case "complete" -> assertThat(bodies(framing, input)).containsExactly(VectorFile.bytes(vector, "payload"));
			case "sequence" -> assertThat(bodies(framing, input)).containsExactlyElementsOf(
					VectorFile.entries(vector.required("payloads")).map((node) -> node.binaryValue()).toList());
			case "partial" -> {
				assertThat(framing.messageEnd(input, 0)).isEqualTo(HubFraming.INCOMPLETE);
				assertThat(framing.wholeMessagesEnd(input)).isZero();
			}
			case "error" -> {
				String error = VectorFile.text(vector, "expectedError");
				assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> framing.messageEnd(input, 0))
					.withMessage(error);
				assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> framing.wholeMessagesEnd(input))
					.withMessage(error);
			}
			case "sse" -> assertThat(ServerSentEvent.write(Payload.wrap(VectorFile.bytes(vector, "payload"))))
				.isEqualTo(Payload.wrap(VectorFile.bytes(vector, "encoded")));
			default -> fail("Unknown kind in " + vector);
		}
	}

	/**
	 * Bodies of the whole messages; what {@code wholeMessagesEnd} says is checked as
	 * well.
	 */
	private static List<byte[]> bodies(HubFraming framing, ByteBuffer input) {
		List<byte[]> bodies = new ArrayList<>();
		int start = 0;
		int end = framing.messageEnd(input, start);
		while (end != HubFraming.INCOMPLETE) {
			bodies.add(body(framing, input, start, end));
			start = end;
			end = (start < input.limit()) ? framing.messageEnd(input, start) : HubFraming.INCOMPLETE;
		}
		assertThat(framing.wholeMessagesEnd(input)).isEqualTo(start);
		assertThat(input.position()).isZero();
		return bodies;
	}

	private static byte[] body(HubFraming framing, ByteBuffer input, int start, int end) {
		if (framing == HubFraming.RECORD_SEPARATOR) {
			return Payload.copyOf(input.duplicate().position(start).limit(end - 1)).toByteArray();
		}
		int bodyStart = start;
		while (input.get(bodyStart) < 0) {
			bodyStart++;
		}
		return Payload.copyOf(input.duplicate().position(bodyStart + 1).limit(end)).toByteArray();
	}

	@Test
	void framingIsFoundByTheNameOfTheProtocol() {
		assertThat(HubFraming.of("JSON")).isSameAs(HubFraming.RECORD_SEPARATOR);
		assertThat(HubFraming.of("MessagePack")).isSameAs(HubFraming.LENGTH_PREFIX);
		assertThat(HubFraming.of("blazorpack")).isSameAs(HubFraming.LENGTH_PREFIX);
		assertThat(HubFraming.of("xml")).isNull();
	}

	@Test
	void messagesAreFoundBehindThePosition() {
		ByteBuffer input = ByteBuffer.wrap("ab\u001ecd\u001e".getBytes()).position(3);
		assertThat(HubFraming.RECORD_SEPARATOR.messageEnd(input, 3)).isEqualTo(6);
		assertThat(HubFraming.RECORD_SEPARATOR.wholeMessagesEnd(input)).isEqualTo(6);
	}

}
