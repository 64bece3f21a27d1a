// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Decodes escapes such as {@code %2F}, and leaves alone what is none.
 */
final class PercentEncoding {

	private PercentEncoding() {
	}

	/** Decodes a form value, where a plus sign means a blank. */
	static String decodeForm(String text) {
		return decode(text.replace('+', ' '));
	}

	static String decode(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
		for (int index = 0; index < bytes.length; index++) {
			int value = escapeAt(bytes, index);
			decoded.write((value < 0) ? bytes[index] : value);
			index += (value < 0) ? 0 : 2;
		}
		return decoded.toString(StandardCharsets.UTF_8);
	}

	private static int escapeAt(byte[] bytes, int index) {
		if (bytes[index] != '%' || index + 2 >= bytes.length) {
			return -1;
		}
		int high = Character.digit(bytes[index + 1], 16);
		int low = Character.digit(bytes[index + 2], 16);
		return (high < 0 || low < 0) ? -1 : (high << 4) + low;
	}

}
