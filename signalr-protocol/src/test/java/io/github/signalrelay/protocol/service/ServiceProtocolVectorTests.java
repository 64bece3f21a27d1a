// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Service protocol against vectors: the shared ones, and our own worked out from the
 * reference, chapter 3.
 */
class ServiceProtocolVectorTests {

	@TestFactory
	Stream<DynamicTest> shared() {
		return VectorFile.entries(VectorFile.load("service-protocol"))
			.map((entry) -> DynamicTest.dynamicTest(VectorFile.text(entry, "name"),
					() -> check(entry, Base64.getDecoder().decode(VectorFile.text(entry, "base64")))));
	}

	@TestFactory
	Stream<DynamicTest> own() {
		return ownEntries().map((entry) -> DynamicTest.dynamicTest(VectorFile.text(entry, "name"),
				() -> check(entry, bytes(VectorFile.text(entry, "hex")))));
	}

	private static Stream<JsonNode> ownEntries() {
		return VectorFile.entries(VectorFile.own("service-protocol-own.json"));
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	private static void check(JsonNode entry, byte[] body) {
		byte[] framed = RecordingHandler.framed(body);
		List<Object> found = RecordingHandler.read(framed);
		if (VectorFile.text(entry, "mode").equals("parseError")) {
			assertThat(found).singleElement().isInstanceOf(String.class);
			return;
		}
		ServiceMessage message = MessageRecords.of(VectorFile.text(entry, "type"), entry.required("fields"));
		assertThat(found).containsExactly(message);
		assertThat(message.type()).isEqualTo(entry.required("typeId").intValue());
		if (VectorFile.text(entry, "mode").equals("roundTrip")) {
			assertThat(ServiceMessageWriter.write(message)).asHexString().isEqualTo(hex(framed));
		}
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().withUpperCase().formatHex(bytes);
	}

	@Test
	void ownVectorsCoverEveryMessageType() {
		Set<Integer> covered = ownEntries().filter((entry) -> VectorFile.text(entry, "mode").equals("roundTrip"))
			.map((entry) -> entry.required("typeId").intValue())
			.collect(Collectors.toSet());
		assertThat(covered).containsAll(IntStream.rangeClosed(1, 40).boxed().toList()).contains(StoreClaims.TYPE);
		assertThat(MessageRecords.types()).hasSize(41);
	}

	// service protocol reference, appendix A.3
	@ParameterizedTest
	@CsvSource({ "08 97 01 01 00 a0 00 80 c2, HandshakeRequest", "08 94 02 a0 80 a3 61 62 63, HandshakeResponse",
			"0b 93 03 a6 73 74 61 74 75 73 a1 31, Ping", "02 91 03, Ping",
			"0e 96 04 a1 63 80 80 a0 81 03 a4 6a 73 6f 6e, OpenConnection",
			"08 95 12 a1 63 a1 67 01 80, JoinGroupWithAck", "07 96 14 01 01 a0 80 c0, Ack" })
	void minimalExchange(String hex, String type) {
		List<Object> found = RecordingHandler.read(bytes(hex));
		assertThat(found).singleElement()
			.satisfies((message) -> assertThat(message.getClass().getSimpleName()).isEqualTo(type));
		assertThat(ServiceMessageWriter.write((ServiceMessage) found.get(0))).isEqualTo(bytes(hex));
	}

	@Test
	void ackOfFiveElementsIsRead() {
		assertThat(RecordingHandler.read(bytes("06 95 14 01 01 a0 80"))).containsExactly(new Ack(1, 1, "", null));
	}

	@Test
	void everySplitOfAllVectorsGivesTheSameMessages() {
		List<byte[]> frames = ownEntries().map((entry) -> RecordingHandler.framed(bytes(VectorFile.text(entry, "hex"))))
			.toList();
		byte[] stream = concat(frames);
		List<Object> whole = RecordingHandler.read(stream);
		assertThat(whole).hasSize(frames.size());
		for (int split = 0; split <= stream.length; split++) {
			assertThat(readInParts(stream, List.of(split))).isEqualTo(whole);
		}
		List<Integer> everywhere = IntStream.range(0, stream.length).boxed().toList();
		assertThat(readInParts(stream, everywhere)).isEqualTo(whole);
	}

	private static List<Object> readInParts(byte[] stream, List<Integer> splits) {
		RecordingHandler handler = new RecordingHandler();
		ServiceMessageReader reader = new ServiceMessageReader(1024);
		int from = 0;
		for (int split : splits) {
			reader.read(ByteBuffer.wrap(Arrays.copyOfRange(stream, from, split)), handler);
			from = split;
		}
		reader.read(ByteBuffer.wrap(stream, from, stream.length - from), handler);
		return handler.found;
	}

	private static byte[] concat(List<byte[]> frames) {
		List<Byte> all = new ArrayList<>();
		frames.forEach((frame) -> {
			for (byte value : frame) {
				all.add(value);
			}
		});
		byte[] stream = new byte[all.size()];
		for (int index = 0; index < stream.length; index++) {
			stream[index] = all.get(index);
		}
		return stream;
	}

}
