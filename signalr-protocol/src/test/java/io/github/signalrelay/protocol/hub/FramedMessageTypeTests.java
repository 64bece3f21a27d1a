// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FramedMessageType}.
 */
class FramedMessageTypeTests {

	private static final List<String> NAMES = List.of("", "Invocation", "StreamItem", "Completion", "StreamInvocation",
			"CancelInvocation", "Ping", "Close", "Ack", "Sequence");

	static Stream<Named<JsonNode>> vectors() {
		return VectorFile.entries(VectorFile.load("hub-protocol"))
			.filter((entry) -> VectorFile.text(entry, "kind").equals("valid") && entry.has("encoded"))
			.map((entry) -> Named.of(VectorFile.text(entry, "name"), entry));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vector(JsonNode vector) {
		boolean json = VectorFile.text(vector, "protocol").equals("json");
		byte[] bytes = json ? VectorFile.text(vector, "encoded").getBytes(StandardCharsets.UTF_8)
				: VectorFile.bytes(vector, "encoded");
		HubFraming framing = json ? HubFraming.RECORD_SEPARATOR : HubFraming.LENGTH_PREFIX;
		int expected = NAMES.indexOf(vector.required("message").required("type").stringValue());
		assertThat(FramedMessageType.of(ByteBuffer.wrap(bytes), 0, bytes.length, framing)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"type\":6}|6", "{\"type\":1,\"target\":\"a\"}|1",
			"{\"arguments\":[],\"target\":\"x\",\"type\":1}|1", "{ \"type\" : 3 , \"invocationId\" : \"1\" }|3",
			// the property of another object, and of a text
			"{\"item\":{\"type\":9},\"type\":2,\"invocationId\":\"1\"}|2",
			"{\"item\":{\"a\":1,\"type\":9},\"invocationId\":\"1\"}|0", "{\"x\":\",\\\"type\\\":4}\",\"type\":5 }|5",
			// of two the last counts
			"{\"type\":6,\"a\":[{}],\"type\":1}|1", "{\"\\u0074ype\":8,\"sequenceId\":1}|8", "{\"type\":\"1\"}|0",
			"{\"type\":12}|12", "{}|0", "[1]|0", "nonsense|0" })
	void json(String text, int expected) {
		byte[] bytes = (text + "\u001E").getBytes(StandardCharsets.UTF_8);
		assertThat(FramedMessageType.of(ByteBuffer.wrap(bytes), 0, bytes.length, HubFraming.RECORD_SEPARATOR))
			.isEqualTo(expected);
	}

	static Stream<Named<Map.Entry<byte[], Integer>>> messagePacks() {
		return Stream.of(entry("one byte", 6, 0x02, 0x91, 0x06),
				entry("two bytes of length", 1, 0x82, 0x00, 0x91, 0x01),
				entry("wide integer", 3, 0x04, 0x91, 0xCD, 0x00, 0x03),
				entry("wide array", 2, 0x04, 0xDC, 0x00, 0x01, 0x02), entry("no array", 0, 0x01, 0x06),
				entry("empty", 0, 0x00), entry("only an array", 0, 0x01, 0x91), entry("negative", 0, 0x02, 0x91, 0xFF),
				entry("cut integer", 0, 0x03, 0x91, 0xCE, 0x00),
				entry("larger than any type", 0, 0x04, 0x91, 0xCD, 0x01, 0x01));
	}

	private static Named<Map.Entry<byte[], Integer>> entry(String name, int type, int... bytes) {
		byte[] message = new byte[bytes.length];
		for (int index = 0; index < bytes.length; index++) {
			message[index] = (byte) bytes[index];
		}
		return Named.of(name, Map.entry(message, type));
	}

	@ParameterizedTest
	@MethodSource("messagePacks")
	void messagePack(Map.Entry<byte[], Integer> message) {
		ByteBuffer bytes = ByteBuffer.wrap(message.getKey());
		assertThat(FramedMessageType.of(bytes, 0, bytes.limit(), HubFraming.LENGTH_PREFIX))
			.isEqualTo(message.getValue());
	}

	@Test
	void countsWhatHasAnId() {
		String text = "{\"type\":1}\u001E{\"type\":6}\u001E{\"type\":3}\u001E{\"type\":7}\u001E{\"type\":8}\u001E{\"type\":1";
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		assertThat(FramedMessageType.countTrackable(bytes, HubFraming.RECORD_SEPARATOR)).isEqualTo(2);
		assertThat(bytes.position()).isZero();
	}

}
