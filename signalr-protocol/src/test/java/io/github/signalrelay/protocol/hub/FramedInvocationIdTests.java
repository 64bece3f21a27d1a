// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FramedInvocationId}.
 */
class FramedInvocationIdTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", value = {
			"{\"type\":3,\"invocationId\":\"a\"}|a", "{\"result\":{\"invocationId\":\"b\"},\"invocationId\":\"a\"}|a",
			"{\"type\":1,\"target\":\"x\"}|none", "{\"invocationId\":\"\"}|none", "{\"invocationId\":null}|none",
			"{\"invocationId\":7}|none", "{\"x\":\"\\\"invocationId\\\":1\",\"invocationId\":\"\\u0061\"}|a", "{}|none",
			"[1]|none", "nonsense|none" })
	void json(String text, @Nullable String expected) {
		byte[] bytes = ("before\u001E" + text + "\u001E").getBytes(StandardCharsets.UTF_8);
		assertThat(FramedInvocationId.of(ByteBuffer.wrap(bytes), 7, bytes.length, HubFraming.RECORD_SEPARATOR))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 200 })
	void messagePack(int headers) {
		Map<String, String> map = new HashMap<>();
		for (int number = 0; number < headers; number++) {
			map.put("name" + number, "value");
		}
		assertThat(of(new Invocation(map, "id", "target", List.of(), List.of()))).isEqualTo("id");
		assertThat(of(new Completion(map, "id", "error", false, null))).isEqualTo("id");
		assertThat(of(new CancelInvocation(map, "id"))).isEqualTo("id");
		assertThat(of(new Invocation(map, null, "target", List.of(), List.of()))).isNull();
	}

	private static @Nullable String of(HubMessage message) {
		Payload payload = new MessagePackHubProtocol().write(message);
		ByteBuffer bytes = payload.asByteBuffer();
		return FramedInvocationId.of(bytes, bytes.position(), bytes.limit(), HubFraming.LENGTH_PREFIX);
	}

	/** Length, then what should be a message. */
	@ParameterizedTest
	@ValueSource(strings = { "", "00", "80", "0106", "0191", "029106", "03910380", "04930380", "0593038105",
			"059303DF7FFF" })
	void brokenMessagePack(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(FramedInvocationId.of(ByteBuffer.wrap(bytes), 0, bytes.length, HubFraming.LENGTH_PREFIX)).isNull();
	}

}
