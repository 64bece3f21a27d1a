// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.json;

/**
 * Well-formed UTF-8 as The Unicode Standard has it in table 3-7: no overlong forms, no
 * surrogates, nothing above U+10FFFF. JSON parsers look away in places.
 */
public final class Utf8 {

	private Utf8() {
	}

	/**
	 * Checks a range of an array.
	 * @param bytes the array
	 * @param offset first position
	 * @param length number of bytes
	 * @return whether it is well-formed
	 */
	public static boolean isWellFormed(byte[] bytes, int offset, int length) {
		int end = offset + length;
		int index = offset;
		while (index < end) {
			int size = (bytes[index] >= 0) ? 1 : sequenceLength(bytes, index, end);
			if (size == 0) {
				return false;
			}
			index += size;
		}
		return true;
	}

	/** Length of the sequence of several bytes that starts here, 0 when it is none. */
	private static int sequenceLength(byte[] bytes, int index, int end) {
		int first = bytes[index] & 0xFF;
		int size = (first < 0xC2 || first > 0xF4) ? 0 : (first < 0xE0) ? 2 : (first < 0xF0) ? 3 : 4;
		if (size == 0 || index + size > end || !isSecond(first, bytes[index + 1] & 0xFF)) {
			return 0;
		}
		for (int next = 2; next < size; next++) {
			if ((bytes[index + next] & 0xC0) != 0x80) {
				return 0;
			}
		}
		return size;
	}

	private static boolean isSecond(int first, int second) {
		int lowest = (first == 0xE0) ? 0xA0 : (first == 0xF0) ? 0x90 : 0x80;
		int highest = (first == 0xED) ? 0x9F : (first == 0xF4) ? 0x8F : 0xBF;
		return second >= lowest && second <= highest;
	}

}
