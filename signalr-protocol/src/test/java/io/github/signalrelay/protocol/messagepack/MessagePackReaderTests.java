// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageFormat;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a reader trusts and what it does not.
 */
class MessagePackReaderTests {

	private static MessagePackReader reader(String hex) {
		return new MessagePackReader(HexFormat.of().parseHex(hex));
	}

	private static void assertRefused(Runnable action, String text) {
		assertThatExceptionOfType(MessagePackFormatException.class).isThrownBy(action::run).withMessageContaining(text);
	}

	@ParameterizedTest
	@CsvSource({ "05, 5", "e0, -32", "cc05, 5", "cd0005, 5", "ce00000005, 5", "cf0000000000000005, 5", "d0fb, -5",
			"d1fffb, -5", "d2fffffffb, -5", "d3fffffffffffffffb, -5" })
	void integersOfAnyForm(String hex, int value) {
		assertThat(reader(hex).readInt()).isEqualTo(value);
		assertThat(reader(hex).readLong()).isEqualTo(value);
		assertThat(reader(hex).readBigInteger()).isEqualTo(value);
	}

	@Test
	void integersThatDoNotFitAreRefused() {
		assertRefused(() -> reader("ce80000000").readInt(), "32 bits");
		assertRefused(() -> reader("cf8000000000000000").readLong(), "64 bits");
		assertRefused(() -> reader("ff").readUnsignedLong(), "negative");
		assertThat(reader("cfffffffffffffffff").readUnsignedLong()).isEqualTo(-1);
		assertRefused(() -> reader("ca00000000").readInt(), "integer expected, but found FLOAT32");
	}

	@ParameterizedTest
	@CsvSource({ "94c0c0c0, 4", "dc0004c0, 4", "ddffffffffc0, 4294967295", "dd7fffffffc0, 2147483647" })
	void arrayNeedsAByteForEachElement(String hex, long declared) {
		assertRefused(() -> reader(hex).readArrayHeader(), "size " + declared + " declared");
	}

	@ParameterizedTest
	@ValueSource(strings = { "82c0c0c0", "de0002c0c0c0", "df00000002c0c0c0", "dfffffffff", "df7fffffff00" })
	void mapNeedsTwoBytesForEachEntry(String hex) {
		assertRefused(() -> reader(hex).readMapHeader(), "declared");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a26f", "d9026f", "da00026f", "db7fffffff6f", "dbffffffff" })
	void textMustBeWhole(String hex) {
		assertRefused(() -> reader(hex).readString(), "declared");
	}

	@ParameterizedTest
	@ValueSource(strings = { "c40201", "c5000201", "c67fffffff01", "c6ffffffff" })
	void binaryMustBeWhole(String hex) {
		assertRefused(() -> reader(hex).readBinary(), "declared");
	}

	@ParameterizedTest
	@ValueSource(strings = { "d4", "d401", "d8010203", "c70201", "c9ffffffff01", "c70101" })
	void extensionMustBeWhole(String hex) {
		assertThatExceptionOfType(MessagePackFormatException.class).isThrownBy(() -> reader(hex).readExtension());
	}

	@Test
	void extensionHasTypeAndData() {
		assertThat(reader("c702ff0102").readExtension())
			.isEqualTo(new MessagePackExtension((byte) -1, Payload.wrap(new byte[] { 1, 2 })));
	}

	@Test
	void invalidUtf8IsReplaced() {
		assertThat(reader("a361ff62").readString()).isEqualTo("a\uFFFDb");
		assertThat(reader("a2c0af").readString()).isEqualTo("\uFFFD\uFFFD");
	}

	@Test
	void formatThatIsNeverUsedIsRefused() {
		assertRefused(() -> reader("c1").nextFormat(), "NEVER_USED");
		assertRefused(() -> reader("c1").skipValue(), "NEVER_USED");
		assertThat(reader("c0").nextFormat()).isEqualTo(MessageFormat.NIL);
	}

	@Test
	void emptyInputIsCutOff() {
		assertRefused(() -> reader("").nextFormat(), "cut off");
		assertRefused(() -> reader("").readNil(), "cut off");
		assertRefused(() -> reader("cd01").readInt(), "cut off");
	}

	@ParameterizedTest
	@ValueSource(strings = { "c0", "c2", "05", "ccff", "cd0000", "d200000000", "cf0000000000000000", "ca00000000",
			"cb0000000000000000", "a161", "d90161", "c40101", "d40100", "c7000a",
			"d80100000000000000000000000000000000", "90", "80", "93010203", "82a16101a16290", "929290919092c0c0",
			"81918101919091c3", "dc000101", "de00010102" })
	void skipsExactlyOneValue(String hex) {
		MessagePackReader reader = reader(hex + "2a");
		reader.skipValue();
		assertThat(reader.remaining()).isEqualTo(1);
		assertThat(reader.readInt()).isEqualTo(42);
	}

	@ParameterizedTest
	@ValueSource(strings = { "91", "9291", "81a161", "92c0a2", "ddffffffff", "dfffffffff", "c8ffff01" })
	void skippingNeedsAWholeValue(String hex) {
		assertThatExceptionOfType(MessagePackFormatException.class).isThrownBy(() -> reader(hex).skipValue());
	}

	@Test
	void nestingIsLimited() {
		MessagePackReader reader = reader("91".repeat(64) + "c0");
		reader.skipValue();
		assertThat(reader.remaining()).isZero();
		assertRefused(() -> reader("91".repeat(65) + "c0").skipValue(), "nested deeper than 64");
		assertRefused(() -> reader("81c0".repeat(200_000)).skipValue(), "nested deeper than 64");
	}

	@Test
	void countersOfManyNestedArraysDoNotOverflow() {
		// arrays of 2^31-1 elements inside each other: their sum would overflow an int
		assertRefused(() -> reader("dd7fffffff".repeat(4)).skipValue(), "declared");
	}

	@Test
	void onlyTheRangeIsRead() {
		MessagePackReader reader = new MessagePackReader();
		reader.reset(new byte[] { 1, 2, 3 }, 1, 2);
		assertThat(reader.readInt()).isEqualTo(2);
		assertRefused(reader::readInt, "cut off");
	}

}
