// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values between MessagePack and Java (hub protocol reference, section 5).
 */
class MessagePackValueTests {

	private static final Instant TIME = Instant.parse("2017-04-11T00:00:00Z");

	private static final String TIME_HEX = "d6ff58ec1c80";

	private final MessagePackHubProtocol protocol = new MessagePackHubProtocol();

	/** The item of a stream item, in hex. */
	private String write(Object value) {
		byte[] bytes = this.protocol.write(new StreamItem(Map.of(), "1", value)).toByteArray();
		return HexFormat.of().formatHex(bytes, bodyStart(bytes) + 5, bytes.length);
	}

	private static int bodyStart(byte[] bytes) {
		int index = 0;
		while (bytes[index] < 0) {
			index++;
		}
		return index + 1;
	}

	private HubMessage readMessage(String hex, Type type) {
		byte[] value = HexFormat.of().parseHex(hex);
		ByteBuffer frame = ByteBuffer.allocate(value.length + 6);
		frame.put((byte) (value.length + 5)).put(HexFormat.of().parseHex("940280a131")).put(value).flip();
		return this.protocol.parse(frame, new HubVectors.FixedBinder(null, null, type));
	}

	private Object read(String hex, Type type) {
		HubMessage message = readMessage(hex, type);
		assertThat(message).isInstanceOf(StreamItem.class);
		return ((StreamItem) message).item();
	}

	@ParameterizedTest
	@CsvSource({ "0, 00", "127, 7f", "128, cc80", "255, ccff", "256, cd0100", "65535, cdffff", "65536, ce00010000",
			"4294967295, ceffffffff", "4294967296, cf0000000100000000", "-1, ff", "-32, e0", "-33, d0df", "-128, d080",
			"-129, d1ff7f", "-32768, d18000", "-32769, d2ffff7fff", "-2147483649, d3ffffffff7fffffff" })
	void integersTakeTheirShortestForm(long value, String hex) {
		assertThat(write(value)).isEqualTo(hex);
		assertThat(read(hex, long.class)).isEqualTo(value);
	}

	@Test
	void unsignedIntegersOf64BitsAreBigIntegers() {
		BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
		assertThat(write(largest)).isEqualTo("cfffffffffffffffff");
		assertThat(read("cfffffffffffffffff", BigInteger.class)).isEqualTo(largest);
		assertThat(write(largest.add(BigInteger.ONE))).isEqualTo("b4" + hex("18446744073709551616"));
		assertThat(read("b4" + hex("18446744073709551616"), BigInteger.class)).isEqualTo(largest.add(BigInteger.ONE));
	}

	@Test
	void floatsKeepTheirWidth() {
		assertThat(write(2.0f)).isEqualTo("ca40000000");
		assertThat(write(2.0)).isEqualTo("cb4000000000000000");
		assertThat(write(new BigDecimal("2.50"))).isEqualTo("a4" + hex("2.50"));
		assertThat(read("a4" + hex("2.50"), BigDecimal.class)).isEqualTo(new BigDecimal("2.50"));
		assertThat(read("cb4004000000000000", BigDecimal.class)).isEqualTo(new BigDecimal("2.5"));
		assertThat(read("ca40000000", double.class)).isEqualTo(2.0);
		assertThat(read("cb4000000000000000", float.class)).isEqualTo(2.0f);
		assertThat(read("02", double.class)).isEqualTo(2.0);
	}

	@Test
	void bytesAreABinary() {
		assertThat(write(new byte[] { 1, 2 })).isEqualTo("c4020102");
		assertThat((byte[]) read("c4020102", byte[].class)).containsExactly(1, 2);
		assertThat(write(List.of(new byte[] { 1 }))).isEqualTo("91c40101");
	}

	@Test
	void pointsInTimeAreTimestamps() {
		assertThat(write(TIME)).isEqualTo(TIME_HEX);
		assertThat(write(Date.from(TIME))).isEqualTo(TIME_HEX);
		assertThat(write(OffsetDateTime.parse("2017-04-11T02:00:00+02:00"))).isEqualTo(TIME_HEX);
		assertThat(write(ZonedDateTime.parse("2017-04-11T02:00:00+02:00[Europe/Berlin]"))).isEqualTo(TIME_HEX);
		assertThat(write(List.of(TIME))).isEqualTo("91" + TIME_HEX);
	}

	@Test
	void timestampsAreReadIntoAnyPointInTime() {
		assertThat(read(TIME_HEX, Instant.class)).isEqualTo(TIME);
		assertThat(read(TIME_HEX, Date.class)).isEqualTo(Date.from(TIME));
		assertThat(((OffsetDateTime) read(TIME_HEX, OffsetDateTime.class)).toInstant()).isEqualTo(TIME);
		assertThat(((ZonedDateTime) read(TIME_HEX, ZonedDateTime.class)).toInstant()).isEqualTo(TIME);
		assertThat(read(TIME_HEX, Object.class)).isEqualTo("2017-04-11T00:00:00Z");
	}

	@ParameterizedTest
	@CsvSource({ "d6ffffffffff, 2106-02-07T06:28:15Z", "d7ff0000000100000000, 2106-02-07T06:28:16Z",
			"d7ffee6b27fc00000000, 1970-01-01T00:00:00.999999999Z", "d7ff00000003ffffffff, 2514-05-30T01:53:03Z",
			"c70cff000000000000000400000000, 2514-05-30T01:53:04Z",
			"c70cff3b9ac9ffffffffffffffffff, 1969-12-31T23:59:59.999999999Z" })
	void formsOfTimestamps(String hex, String time) {
		assertThat(read(hex, Instant.class)).isEqualTo(Instant.parse(time));
		assertThat(write(Instant.parse(time))).isEqualTo(hex);
	}

	@ParameterizedTest
	@CsvSource({ "d7ffffffffffffffffff", "c70cff000000007fffffffffffffff", "d5ff0000", "d60158ec1c80" })
	void brokenTimestampDoesNotBind(String hex) {
		assertThat(readMessage(hex, Instant.class)).isInstanceOf(StreamBindingFailure.class);
	}

	@Test
	void dateTimeOffsetOfDotNetIsRead() {
		assertThat(read("92d6ff58ec38a078", OffsetDateTime.class))
			.isEqualTo(OffsetDateTime.parse("2017-04-11T02:00:00+02:00"));
		assertThat(readMessage("92d6ff58ec38a0cd7fff", OffsetDateTime.class)).isInstanceOf(StreamBindingFailure.class);
	}

	record Formatted(@JsonFormat(pattern = "yyyy", timezone = "UTC") Instant year, Instant time) {

	}

	@Test
	void chosenFormatOfAPropertyIsKept() {
		assertThat(write(new Formatted(TIME, TIME))).isEqualTo("82a479656172a432303137a474696d65" + TIME_HEX);
	}

	@Test
	void enumsAreNames() {
		assertThat(write(HubVectors.Number.One)).isEqualTo("a34f6e65");
	}

	@Test
	void propertyNamesAreReadWithoutRegardToCaseByDefault() {
		assertThat(read("82a459656172a0a454494d45" + TIME_HEX, new TypeReference<Map<String, Object>>() {
		}.getType())).isEqualTo(Map.of("Year", "", "TIME", "2017-04-11T00:00:00Z"));
		assertThat(read("81a454494d45" + TIME_HEX, Formatted.class)).isEqualTo(new Formatted(null, TIME));
	}

	@Test
	void keysThatAreNoTextsAreConverted() {
		Type map = new TypeReference<Map<Integer, String>>() {
		}.getType();
		assertThat(read("8201a161cdffffa162", map)).isEqualTo(Map.of(1, "a", 65535, "b"));
		assertThat(read("81c301", Object.class)).isEqualTo(Map.of("true", 1));
		assertThat(readMessage("819001", Object.class)).isInstanceOf(StreamBindingFailure.class);
	}

	@Test
	void containersOfAnySizeAreWritten() {
		List<Integer> large = Collections.nCopies(70000, 1);
		assertThat(write(large)).startsWith("dd0001117001");
		assertThat(write(Map.of("a", List.of(List.of(), Map.of(), 1), "b", 2).get("a"))).isEqualTo("93908001");
	}

	@Test
	void nestingOf64IsReadAndOf65IsNot() {
		assertThat(readMessage("91".repeat(63) + "90", Object.class)).isInstanceOf(StreamItem.class);
		assertThat(readMessage("91".repeat(64) + "90", Object.class)).isInstanceOf(StreamBindingFailure.class);
	}

	@Test
	void valueThatCannotBeWrittenIsAHubProtocolException() {
		assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> write(new Object() {
			@SuppressWarnings("unused")
			public String getValue() {
				throw new IllegalStateException("no");
			}
		})).withMessageContaining("cannot be written as MessagePack");
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

}
