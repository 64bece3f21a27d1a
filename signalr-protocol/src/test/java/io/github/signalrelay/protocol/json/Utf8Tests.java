// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Utf8} against the decoder of the Java library.
 */
class Utf8Tests {

	@Test
	void everySequenceOfTwoAndThreeBytes() {
		for (int first = 0x80; first <= 0xFF; first++) {
			for (int second = 0; second <= 0xFF; second++) {
				check((byte) first, (byte) second);
				check((byte) first, (byte) second, (byte) 0x80);
				check((byte) first, (byte) second, (byte) 0x41);
				check((byte) first, (byte) second, (byte) 0xBF, (byte) 0x80);
				check((byte) first, (byte) second, (byte) 0xC0, (byte) 0xBF);
			}
		}
	}

	@Property
	void anyBytes(@ForAll @Size(max = 8) byte[] bytes) {
		check(bytes);
	}

	private static void check(byte... bytes) {
		assertThat(Utf8.isWellFormed(bytes, 0, bytes.length)).as(() -> HexFormat.of().formatHex(bytes))
			.isEqualTo(isDecodable(bytes));
	}

	private static boolean isDecodable(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
