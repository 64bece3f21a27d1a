// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.signalrelay.protocol.AllocationMeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a hostile app server may send: it must end as expected and must not cost more than
 * 64 KiB of memory for each KiB sent. A good message behind it must still be read.
 */
class ServiceProtocolHostileInputTests {

	private static final int LIMIT = 1 << 22;

	private static final Class<?> PROBLEM = String.class;

	private static final Class<?> UNKNOWN = Integer.class;

	static Stream<Arguments> bodies() {
		return Stream.of(
				// lies about sizes
				arguments("array of 2^31-1 elements", "dd7fffffff", PROBLEM),
				arguments("array of 2^32-1 elements", "ddffffffff", PROBLEM),
				arguments("array of 65535 elements", "dcffff03", PROBLEM),
				arguments("map instead of an array", "dfffffffff", PROBLEM),
				arguments("ping with a text of 2^32-1 bytes", "9203dbffffffff", PROBLEM),
				arguments("ping with a text of 2^31-1 bytes", "9203db7fffffff", PROBLEM),
				arguments("payload of 2^31-1 bytes", "9406a163c67fffffff", PROBLEM),
				arguments("payload of 2^32-1 bytes", "9406a163c6ffffffff", PROBLEM),
				arguments("claims map of 2^31-1 entries", "9604a163df7fffffff", PROBLEM),
				arguments("claims map with more entries than bytes", "9604a163df0000000500000000", PROBLEM),
				arguments("stored claims map of 2^31-1 entries", "95cd03e9a172df7fffffff", PROBLEM),
				arguments("stored claims without a time to live", "93cd03e9a17280", PROBLEM),
				arguments("stored claims for a time over 32 bits", "95cd03e9a17280ceffffffff80", PROBLEM),
				arguments("100,000 stored claims of the same type",
						"95cd03e9a172df000186a0" + "a0a0".repeat(100_000) + "0180", StoreClaims.class),
				arguments("headers map of 2^32-1 entries", "9604a16380dfffffffff", PROBLEM),
				arguments("header with 2^31-1 values", "9604a1638081a148dd7fffffff", PROBLEM),
				arguments("payloads map of 2^31-1 entries", "940a90df7fffffff", PROBLEM),
				arguments("excluded list of 2^31-1 entries", "940add7fffffff", PROBLEM),
				arguments("extension map of 2^32-1 entries", "940ba163a167dfffffffff", PROBLEM),
				arguments("unwanted extension value of 2^32-1 elements", "940ba163a167810fddffffffff", PROBLEM),
				arguments("unwanted extension value that is an ext of 2^32-1 bytes", "940ba163a167810fc9ffffffff01",
						PROBLEM),
				// nesting
				arguments("extension value nested 200,000 deep", "940ba163a167810f" + "91".repeat(200_000) + "c0",
						PROBLEM),
				arguments("extension value of maps nested 200,000 deep", "940ba163a167810f" + "81c0".repeat(200_000),
						PROBLEM),
				arguments("extension value with 2^31-1 in each level", "940ba163a167810f" + "dd7fffffff".repeat(50),
						PROBLEM),
				arguments("body nested 200,000 deep", "91".repeat(200_000), PROBLEM),
				arguments("extension value nested 64 deep", "940ba163a167810f" + "91".repeat(64) + "c0",
						JoinGroup.class),
				// many small things
				arguments("ping of 100,000 empty texts", "dd000186a103" + "a0".repeat(100_000), Ping.class),
				arguments("ping of 100,000 nils", "dd000186a103" + "c0".repeat(100_000), Ping.class),
				arguments("list of 100,000 texts", "940add000186a0" + "a161".repeat(100_000) + "8080",
						BroadcastData.class),
				arguments("100,000 claims of the same type", "9604a163df000186a0" + "a0a0".repeat(100_000) + "80a080",
						OpenConnection.class),
				arguments("100,000 headers of the same name",
						"9604a16380df000186a0" + "a091a0".repeat(100_000) + "a080", OpenConnection.class),
				arguments("30,000 headers of different names", "9604a16380de7530" + different("a2", "90") + "a080",
						OpenConnection.class),
				arguments("30,000 payloads of different names", "940a90de7530" + different("a2", "c0") + "80",
						BroadcastData.class),
				arguments("100,000 payloads of the same name", "940a90df000186a0" + "a0c0".repeat(100_000) + "80",
						BroadcastData.class),
				arguments("100,000 extension members of the same key",
						"940ba163a167df000186a0" + "0105".repeat(100_000), JoinGroup.class),
				// wrong types and values
				arguments("no body", "", PROBLEM), arguments("empty array", "90", PROBLEM),
				arguments("text as type", "91a133", PROBLEM), arguments("nil as type", "91c0", PROBLEM),
				arguments("type of 64 bits", "91cf7fffffffffffffff", PROBLEM),
				arguments("type over 64 bits", "91cfffffffffffffffff", PROBLEM),
				arguments("negative type", "91ff", UNKNOWN), arguments("type 41", "9129", UNKNOWN),
				arguments("type 0", "9100", UNKNOWN), arguments("never used format", "92c1", PROBLEM),
				arguments("connection id is nil", "9326c080", PROBLEM),
				arguments("connection id is a number", "93260180", PROBLEM),
				arguments("connection id is a binary", "9326c4016380", PROBLEM),
				arguments("connection id is missing", "9126", PROBLEM),
				arguments("connection id is not UTF-8", "9326a2c32880", ConnectionReconnect.class),
				arguments("payload is a text", "9406a163a17880", PROBLEM),
				arguments("ack id over 32 bits", "9512a163a167cf000000010000000080", PROBLEM),
				arguments("ack id is a float", "9512a163a167ca3f80000080", PROBLEM),
				arguments("negative tracing id", "940ba163a1678101ff", PROBLEM),
				arguments("tracing id is a text", "940ba163a1678101a131", PROBLEM),
				arguments("ttl over 32 bits", "9410a175a1678102ceffffffff", PROBLEM),
				arguments("unknown server connection type", "97010109a00080c2", PROBLEM),
				arguments("unknown migration level", "97010100a00980c2", PROBLEM),
				arguments("unknown flow control operation", "9527a163010980", PROBLEM),
				arguments("message cut in its last value", "9512a163a16701", PROBLEM));
	}

	/** Entries with keys of two bytes each, no two alike. */
	private static String different(String keyHead, String value) {
		StringBuilder entries = new StringBuilder();
		for (int index = 0; index < 30_000; index++) {
			int high = index / 120;
			entries.append(keyHead).append(String.format("%02x%02x", high, index % 120)).append(value);
		}
		return entries.toString();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void bodyEndsAsExpectedAtABoundedCost(String name, String hex, Class<?> expected) {
		byte[] frame = RecordingHandler.framed(HexFormat.of().parseHex(hex));
		byte[] good = ServiceMessageWriter.write(new Ping(List.of("good", "1")));
		read(frame, good);
		RecordingHandler handler = new RecordingHandler();
		ServiceMessageReader reader = new ServiceMessageReader(LIMIT);
		ByteBuffer input = ByteBuffer.allocate(frame.length + good.length).put(frame).put(good).flip();
		long allocated = AllocationMeter.measure(() -> reader.read(input, handler));
		assertThat(handler.found).hasSize(2).last().isEqualTo(new Ping(List.of("good", "1")));
		assertThat(handler.found.get(0)).isInstanceOf(expected);
		assertThat(allocated).isLessThanOrEqualTo(64L * 1024 * (1 + frame.length / 1024));
	}

	/** Once before, so that loading of classes is not counted. */
	private static void read(byte[] frame, byte[] good) {
		RecordingHandler handler = new RecordingHandler();
		ServiceMessageReader reader = new ServiceMessageReader(LIMIT);
		reader.read(ByteBuffer.wrap(frame), handler);
		reader.read(ByteBuffer.wrap(good), handler);
	}

	static Stream<Arguments> prefixes() {
		return Stream.of(arguments("six bytes", "808080808001"), arguments("endless", "ff".repeat(1000)),
				arguments("over 2 GB", "ffffffff08"), arguments("over 2 GB in the last bit", "ffffffff7f"),
				arguments("2^31-1 bytes", "ffffffff0791"), arguments("one over the limit", "8180800291"),
				arguments("over the limit in its last byte", "80808002"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("prefixes")
	void prefixEndsTheConnectionAtABoundedCost(String name, String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		RecordingHandler handler = new RecordingHandler();
		assertRefused(bytes, handler);
		assertThat(AllocationMeter.measure(() -> assertRefused(bytes, handler))).isLessThan(64 * 1024);
		assertThat(handler.found).isEmpty();
	}

	private static void assertRefused(byte[] bytes, RecordingHandler handler) {
		ServiceMessageReader reader = new ServiceMessageReader(LIMIT - 1);
		assertThatExceptionOfType(ServiceProtocolException.class)
			.isThrownBy(() -> reader.read(ByteBuffer.wrap(bytes), handler));
	}

}
