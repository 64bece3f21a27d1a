// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames of event streams (transports reference, section 5) and polls. Line feeds are
 * written as {@code ~}, carriage returns as {@code ^}.
 */
class SharedFrameTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			one      | data: one^~^~
			a~b      | data: a^~data: b^~^~
			a^~b     | data: a^~data: b^~^~
			a^b      | data: a^b^~^~
			~        | data: ^~data: ^~^~
			a~       | data: a^~data: ^~^~
			^~a      | data: ^~data: a^~^~
			''       | ^~
			""")
	void eventHasALineForEachLine(String payload, String event) {
		assertThat(content(SharedFrame.serverSentEvent(payload(unescape(payload)), ByteBufAllocator.DEFAULT)))
			.isEqualTo(unescape(event));
	}

	@Test
	void joinedFramesAreBehindEachOtherAndLiveAsLong() {
		List<SharedFrame> parts = Stream.of("one", "two", "x".repeat(200))
			.map((text) -> SharedFrame.webSocket(payload(text), true, ByteBufAllocator.DEFAULT, 1))
			.toList();
		SharedFrame joined = SharedFrame.joined(parts, ByteBufAllocator.DEFAULT);
		ByteBuf expected = ByteBufAllocator.DEFAULT.buffer();
		for (SharedFrame part : parts) {
			ByteBuf share = part.share();
			expected.writeBytes(share);
			share.release();
			part.release();
		}
		ByteBuf share = joined.share();
		assertThat(share).isEqualTo(expected);
		assertThat(joined.size()).isEqualTo(expected.readableBytes());
		assertThat(joined.trackableMessages()).isEqualTo(3);
		assertThat(joined.parts()).isEqualTo(parts).allSatisfy((part) -> assertThat(part.refCnt()).isOne());
		expected.release();
		joined.release();
		assertThat(share.refCnt()).isOne();
		share.release();
		assertThat(parts).allSatisfy((part) -> assertThat(part.refCnt()).isZero());
	}

	@Test
	void eventsAreThoseOfTheVectors() throws Exception {
		List<JsonNode> vectors = sseVectors();
		assertThat(vectors).isNotEmpty();
		for (JsonNode vector : vectors) {
			byte[] payload = Base64.getDecoder().decode(vector.get("payload").asString());
			SharedFrame frame = SharedFrame.serverSentEvent(Payload.wrap(payload), ByteBufAllocator.DEFAULT);
			assertThat(content(frame).getBytes(StandardCharsets.UTF_8)).as(vector.get("name").asString())
				.isEqualTo(Base64.getDecoder().decode(vector.get("encoded").asString()));
		}
	}

	private static List<JsonNode> sseVectors() throws Exception {
		String folder = System.getProperty("signalr.vectors");
		Path file = (folder != null) ? Path.of(folder, "framing.json") : null;
		if (file == null || !Files.isRegularFile(file)) {
			Assertions.assertNotEquals("true", System.getenv("CI"), "No vectors in the folder " + folder);
			LoggerFactory.getLogger(SharedFrameTests.class).warn("No vectors in the folder {}: skipped", folder);
			Assumptions.abort("No vectors");
		}
		return JsonMapper.shared()
			.readTree(Files.readString(file))
			.valueStream()
			.filter((vector) -> "sse".equals(vector.get("kind").asString()))
			.toList();
	}

	@ParameterizedTest
	@CsvSource({ "1, b", "100, 6e", "70000, 1117a" })
	void chunkTellsItsSize(int length, String size) {
		SharedFrame frame = SharedFrame.serverSentEvent(payload("x".repeat(length)), ByteBufAllocator.DEFAULT);
		ByteBuf share = frame.share();
		String chunk = share.toString(StandardCharsets.US_ASCII);
		share.release();
		String event = content(frame);
		assertThat(chunk).isEqualTo(size + "\r\n" + event + "\r\n");
		assertThat(Integer.parseInt(size, 16)).isEqualTo(event.length());
	}

	@Test
	void bodyOfAPollIsTheMessageItself() {
		SharedFrame frame = SharedFrame.longPolling(payload("a\nb"), ByteBufAllocator.DEFAULT);
		assertThat(frame.size()).isEqualTo(3);
		assertThat(content(frame)).isEqualTo("a\nb");
	}

	@Test
	void commentOpensAStream() {
		assertThat(content(SharedFrame.eventStreamComment(ByteBufAllocator.DEFAULT))).isEqualTo(":\r\n");
	}

	private static Payload payload(String text) {
		return Payload.utf8(text);
	}

	private static String unescape(String text) {
		return text.replace('~', '\n').replace('^', '\r');
	}

	private static String content(SharedFrame frame) {
		ByteBuf share = frame.shareContent();
		try {
			return share.toString(StandardCharsets.UTF_8);
		}
		finally {
			share.release();
			frame.release();
		}
	}

}
