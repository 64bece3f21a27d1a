// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.nio.charset.StandardCharsets;

import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack.Code;

import io.github.signalrelay.protocol.Payload;

/**
 * The bytes of MessagePack values and how far they have been read: plain bytes and
 * numbers, and the sizes that values declare about themselves. A declared size is
 * compared with the bytes that are left before anybody sees it. Not thread-safe.
 */
final class MessagePackBytes {

	private static final byte[] NOTHING = new byte[0];

	private byte[] bytes = NOTHING;

	private int position;

	private int limit;

	/** As {@link MessagePackReader#reset}. */
	void reset(byte[] source, int from, int to) {
		if (from < 0 || to > source.length || from > to) {
			throw new IndexOutOfBoundsException("range: " + from + " to " + to + " (length: " + source.length + ")");
		}
		this.bytes = source;
		this.position = from;
		this.limit = to;
	}

	void clear() {
		reset(NOTHING, 0, 0);
	}

	int position() {
		return this.position;
	}

	int remaining() {
		return this.limit - this.position;
	}

	/** The next byte, which is not consumed. */
	byte peek() {
		require(1);
		return this.bytes[this.position];
	}

	byte next() {
		require(1);
		return this.bytes[this.position++];
	}

	/**
	 * A number of up to 8 bytes, the most significant first.
	 */
	long unsigned(int length) {
		require(length);
		long value = 0;
		for (int index = 0; index < length; index++) {
			value = (value << 8) | (this.bytes[this.position + index] & 0xFF);
		}
		this.position += length;
		return value;
	}

	/** Bytes that share the array. */
	Payload take(int length) {
		require(length);
		if (length == 0) {
			return Payload.EMPTY;
		}
		Payload data = Payload.wrap(this.bytes).slice(this.position, this.position + length);
		this.position += length;
		return data;
	}

	String text(int length) {
		require(length);
		if (length == 0) {
			return "";
		}
		String text = new String(this.bytes, this.position, length, StandardCharsets.UTF_8);
		this.position += length;
		return text;
	}

	void advance(int length) {
		require(length);
		this.position += length;
	}

	private void require(int length) {
		if (length > remaining()) {
			throw failure("value is cut off");
		}
	}

	/** Bytes of a text with this head, which was consumed. */
	int stringLength(byte head) {
		if (Code.isFixStr(head)) {
			return checked(head & 0x1F, 1);
		}
		return checked(switch (head) {
			case Code.STR8 -> unsigned(1);
			case Code.STR16 -> unsigned(2);
			case Code.STR32 -> unsigned(4);
			default -> throw unexpected("string", head);
		}, 1);
	}

	/** Bytes of a binary with this head, which was consumed. */
	int binaryLength(byte head) {
		return checked(switch (head) {
			case Code.BIN8 -> unsigned(1);
			case Code.BIN16 -> unsigned(2);
			case Code.BIN32 -> unsigned(4);
			default -> throw unexpected("binary", head);
		}, 1);
	}

	/** Bytes of an extension with this head, which was consumed; its type not counted. */
	int extensionLength(byte head) {
		return checked(switch (head) {
			case Code.FIXEXT1 -> 1;
			case Code.FIXEXT2 -> 2;
			case Code.FIXEXT4 -> 4;
			case Code.FIXEXT8 -> 8;
			case Code.FIXEXT16 -> 16;
			case Code.EXT8 -> unsigned(1);
			case Code.EXT16 -> unsigned(2);
			case Code.EXT32 -> unsigned(4);
			default -> throw unexpected("extension", head);
		}, 1);
	}

	/** Elements of an array with this head, which was consumed. */
	int arrayLength(byte head) {
		if (Code.isFixedArray(head)) {
			return checked(head & 0x0F, 1);
		}
		return checked(switch (head) {
			case Code.ARRAY16 -> unsigned(2);
			case Code.ARRAY32 -> unsigned(4);
			default -> throw unexpected("array", head);
		}, 1);
	}

	/** Entries of a map with this head, which was consumed. */
	int mapLength(byte head) {
		if (Code.isFixedMap(head)) {
			return checked(head & 0x0F, 2);
		}
		return checked(switch (head) {
			case Code.MAP16 -> unsigned(2);
			case Code.MAP32 -> unsigned(4);
			default -> throw unexpected("map", head);
		}, 2);
	}

	/** A declared size, once it is known that the bytes left can hold so much. */
	private int checked(long declared, int bytesPerElement) {
		if (declared > remaining() / bytesPerElement) {
			throw failure("size " + declared + " declared, but only " + remaining() + " bytes are left");
		}
		return (int) declared;
	}

	MessagePackFormatException unexpected(String expected, byte head) {
		return failure(expected + " expected, but found " + MessageFormat.valueOf(head));
	}

	MessagePackFormatException failure(String problem) {
		return new MessagePackFormatException(problem + " (before byte " + this.position + ")");
	}

}
