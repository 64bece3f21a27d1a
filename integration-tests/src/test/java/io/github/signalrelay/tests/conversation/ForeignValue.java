// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of a MessagePack value, which is all that placeholders need. Written for
 * the tests, so that a mistake of the project's own reader cannot hide.
 */
final class ForeignValue {

	private ForeignValue() {
	}

	/**
	 * Where a value ends.
	 * @param bytes the message
	 * @param start first byte of the value
	 * @return position behind it
	 */
	static int end(byte[] bytes, int start) {
		int head = bytes[start] & 0xff;
		int next = start + 1;
		if (head <= 0x7f || head >= 0xe0 || head == 0xc0 || head == 0xc2 || head == 0xc3) {
			return next;
		}
		if (head <= 0x8f) {
			return values(bytes, next, 2 * (head & 0x0f));
		}
		if (head <= 0x9f) {
			return values(bytes, next, head & 0x0f);
		}
		if (head <= 0xbf) {
			return next + (head & 0x1f);
		}
		return switch (head) {
			case 0xc4, 0xd9 -> next + 1 + size(bytes, next, 1);
			case 0xc5, 0xda -> next + 2 + size(bytes, next, 2);
			case 0xc6, 0xdb -> next + 4 + size(bytes, next, 4);
			case 0xcc, 0xd0 -> next + 1;
			case 0xcd, 0xd1 -> next + 2;
			case 0xca, 0xce, 0xd2 -> next + 4;
			case 0xcb, 0xcf, 0xd3 -> next + 8;
			case 0xdc -> values(bytes, next + 2, size(bytes, next, 2));
			case 0xde -> values(bytes, next + 2, 2 * size(bytes, next, 2));
			default -> throw new IllegalArgumentException("no value starts with " + Integer.toHexString(head));
		};
	}

	private static int values(byte[] bytes, int start, int count) {
		int position = start;
		for (int index = 0; index < count; index++) {
			position = end(bytes, position);
		}
		return position;
	}

	private static int size(byte[] bytes, int start, int length) {
		int size = 0;
		for (int index = 0; index < length; index++) {
			size = (size << 8) | (bytes[start + index] & 0xff);
		}
		return size;
	}

	/**
	 * Reads a string.
	 * @param bytes the message
	 * @param start its first byte
	 * @return the text
	 */
	static String text(byte[] bytes, int start) {
		int head = bytes[start] & 0xff;
		int from = start + switch (head) {
			case 0xd9 -> 2;
			case 0xda -> 3;
			default -> {
				if (head < 0xa0 || head > 0xbf) {
					throw new IllegalArgumentException("no string starts with " + Integer.toHexString(head));
				}
				yield 1;
			}
		};
		return new String(bytes, from, end(bytes, start) - from, StandardCharsets.UTF_8);
	}

	/**
	 * Writes a string in its shortest form.
	 * @param text the text, of up to 255 bytes
	 * @return the bytes
	 */
	static byte[] ofText(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		int heads = (utf8.length < 32) ? 1 : 2;
		byte[] value = new byte[heads + utf8.length];
		value[0] = (byte) ((heads == 1) ? 0xa0 | utf8.length : 0xd9);
		if (heads == 2) {
			value[1] = (byte) utf8.length;
		}
		System.arraycopy(utf8, 0, value, heads, utf8.length);
		return value;
	}

}
