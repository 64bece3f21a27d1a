// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack.Code;

import io.github.signalrelay.protocol.Payload;

/**
 * Reads MessagePack values from an array, one after the other.
 * <p>
 * Every declared size is compared with the bytes that are left before anything is
 * allocated: an array element needs at least one byte, a map entry two. Nesting is
 * limited to {@link #MAX_DEPTH}. Whatever is wrong ends in a
 * {@link MessagePackFormatException}; after one the position is undefined and the rest of
 * the bytes must be given up.
 * <p>
 * Integers are read in any form whose value fits. Text that is not valid UTF-8 is read
 * with replacement characters (U+FFFD), as the original does it: ids never have such
 * bytes, and a broken text of one user is no reason to end a connection.
 * <p>
 * Format numbers come from msgpack-core; its unpacker is not used, because it allocates
 * by declared sizes and reads through {@code sun.misc.Unsafe}. Not thread-safe; may be
 * reused with {@link #reset}.
 */
public final class MessagePackReader {

	/** Containers that may be open inside each other in one value. */
	public static final int MAX_DEPTH = 64;

	private static final byte[] NOTHING = new byte[0];

	private byte[] bytes = NOTHING;

	private int position;

	private int limit;

	/**
	 * Children left in each open container while a value is skipped; made when needed.
	 */
	private int @Nullable [] openContainers;

	/**
	 * Creates a reader without bytes, for {@link #reset}.
	 */
	public MessagePackReader() {
	}

	/**
	 * Creates a reader of a whole array.
	 * @param bytes the bytes; binaries share them, so they must not change any more
	 */
	public MessagePackReader(byte[] bytes) {
		reset(bytes, 0, bytes.length);
	}

	/**
	 * Starts anew with other bytes.
	 * @param source the array; not changed
	 * @param from first position
	 * @param to position behind the last byte
	 */
	public void reset(byte[] source, int from, int to) {
		if (from < 0 || to > source.length || from > to) {
			throw new IndexOutOfBoundsException("range: " + from + " to " + to + " (length: " + source.length + ")");
		}
		this.bytes = source;
		this.position = from;
		this.limit = to;
	}

	/**
	 * Forgets the bytes, so that they can be collected.
	 */
	public void clear() {
		reset(NOTHING, 0, 0);
	}

	/**
	 * Where the next value starts.
	 * @return position in the array
	 */
	public int position() {
		return this.position;
	}

	/**
	 * How much is left.
	 * @return number of bytes, 0 or more
	 */
	public int remaining() {
		return this.limit - this.position;
	}

	/**
	 * Form of the next value, which is not consumed.
	 * @return the form
	 * @throws MessagePackFormatException if nothing is left, or no value starts like this
	 */
	public MessageFormat nextFormat() {
		require(1);
		byte head = this.bytes[this.position];
		if (head == Code.NEVER_USED) {
			throw unexpected("value", head);
		}
		return MessageFormat.valueOf(head);
	}

	/**
	 * Consumes the next value when it is nil, and nothing otherwise.
	 * @return whether it was nil
	 */
	public boolean readNil() {
		require(1);
		if (this.bytes[this.position] != Code.NIL) {
			return false;
		}
		this.position++;
		return true;
	}

	/**
	 * Reads a boolean.
	 * @return the value
	 */
	public boolean readBoolean() {
		byte head = next();
		if (head != Code.TRUE && head != Code.FALSE) {
			throw unexpected("boolean", head);
		}
		return head == Code.TRUE;
	}

	/**
	 * Reads an integer of any form.
	 * @return the value
	 * @throws MessagePackFormatException if it does not fit 32 signed bits
	 */
	public int readInt() {
		long value = readLong();
		if (value != (int) value) {
			throw failure("integer of 32 bits expected, but the value is out of range");
		}
		return (int) value;
	}

	/**
	 * Reads an integer of any form.
	 * @return the value
	 * @throws MessagePackFormatException if it does not fit 64 signed bits
	 */
	public long readLong() {
		byte head = next();
		if (head == Code.UINT64) {
			long value = unsigned(8);
			if (value < 0) {
				throw failure("integer of 64 bits expected, but the value is out of range");
			}
			return value;
		}
		return integer(head);
	}

	/**
	 * Reads an integer of 0 or more.
	 * @return the 64 bits of the value, negative in Java from 2<sup>63</sup>
	 * @throws MessagePackFormatException if it is negative
	 */
	public long readUnsignedLong() {
		byte head = next();
		if (head == Code.UINT64) {
			return unsigned(8);
		}
		long value = integer(head);
		if (value < 0) {
			throw failure("unsigned integer expected, but the value is negative");
		}
		return value;
	}

	/**
	 * Reads an integer of any form and size.
	 * @return the value
	 */
	public BigInteger readBigInteger() {
		byte head = next();
		if (head != Code.UINT64) {
			return BigInteger.valueOf(integer(head));
		}
		require(8);
		this.position += 8;
		return new BigInteger(1, this.bytes, this.position - 8, 8);
	}

	private long integer(byte head) {
		if (Code.isFixInt(head)) {
			return head;
		}
		return switch (head) {
			case Code.UINT8 -> unsigned(1);
			case Code.UINT16 -> unsigned(2);
			case Code.UINT32 -> unsigned(4);
			case Code.INT8 -> (byte) unsigned(1);
			case Code.INT16 -> (short) unsigned(2);
			case Code.INT32 -> (int) unsigned(4);
			case Code.INT64 -> unsigned(8);
			default -> throw unexpected("integer", head);
		};
	}

	/**
	 * Reads a number with 32 bits.
	 * @return the value
	 */
	public float readFloat() {
		byte head = next();
		if (head != Code.FLOAT32) {
			throw unexpected("float", head);
		}
		return Float.intBitsToFloat((int) unsigned(4));
	}

	/**
	 * Reads a number with 32 or 64 bits.
	 * @return the value
	 */
	public double readDouble() {
		byte head = next();
		return switch (head) {
			case Code.FLOAT32 -> Float.intBitsToFloat((int) unsigned(4));
			case Code.FLOAT64 -> Double.longBitsToDouble(unsigned(8));
			default -> throw unexpected("number", head);
		};
	}

	/**
	 * Reads a text.
	 * @return the text
	 */
	public String readString() {
		byte head = next();
		int length = size(stringSize(head), 1);
		if (length == 0) {
			return "";
		}
		String text = new String(this.bytes, this.position, length, StandardCharsets.UTF_8);
		this.position += length;
		return text;
	}

	private long stringSize(byte head) {
		if (Code.isFixStr(head)) {
			return head & 0x1F;
		}
		return switch (head) {
			case Code.STR8 -> unsigned(1);
			case Code.STR16 -> unsigned(2);
			case Code.STR32 -> unsigned(4);
			default -> throw unexpected("string", head);
		};
	}

	/**
	 * Reads a text or nil.
	 * @return the text, or {@code null} for nil
	 */
	public @Nullable String readStringOrNil() {
		return readNil() ? null : readString();
	}

	/**
	 * Reads a binary. It shares the reader's array.
	 * @return the bytes
	 */
	public Payload readBinary() {
		return take(size(binarySize(next()), 1));
	}

	private long binarySize(byte head) {
		return switch (head) {
			case Code.BIN8 -> unsigned(1);
			case Code.BIN16 -> unsigned(2);
			case Code.BIN32 -> unsigned(4);
			default -> throw unexpected("binary", head);
		};
	}

	/**
	 * Reads the head of an array; its elements follow.
	 * @return number of elements, not more than there are bytes left
	 */
	public int readArrayHeader() {
		return size(arraySize(next()), 1);
	}

	private long arraySize(byte head) {
		if (Code.isFixedArray(head)) {
			return head & 0x0F;
		}
		return switch (head) {
			case Code.ARRAY16 -> unsigned(2);
			case Code.ARRAY32 -> unsigned(4);
			default -> throw unexpected("array", head);
		};
	}

	/**
	 * Reads the head of a map; its keys and values follow in turn.
	 * @return number of entries, not more than half the bytes that are left
	 */
	public int readMapHeader() {
		return size(mapSize(next()), 2);
	}

	private long mapSize(byte head) {
		if (Code.isFixedMap(head)) {
			return head & 0x0F;
		}
		return switch (head) {
			case Code.MAP16 -> unsigned(2);
			case Code.MAP32 -> unsigned(4);
			default -> throw unexpected("map", head);
		};
	}

	/**
	 * Reads a value of an extension type. It shares the reader's array.
	 * @return the value
	 */
	public MessagePackExtension readExtension() {
		int length = size(extensionSize(next()), 1);
		byte type = next();
		require(length);
		return new MessagePackExtension(type, take(length));
	}

	private long extensionSize(byte head) {
		return switch (head) {
			case Code.FIXEXT1 -> 1;
			case Code.FIXEXT2 -> 2;
			case Code.FIXEXT4 -> 4;
			case Code.FIXEXT8 -> 8;
			case Code.FIXEXT16 -> 16;
			case Code.EXT8 -> unsigned(1);
			case Code.EXT16 -> unsigned(2);
			case Code.EXT32 -> unsigned(4);
			default -> throw unexpected("extension", head);
		};
	}

	/**
	 * Consumes the next value, whatever it is, with all that is inside.
	 * @throws MessagePackFormatException if it is not whole or nested too deep
	 */
	public void skipValue() {
		int depth = 0;
		do {
			int children = skipHead();
			if (children > 0) {
				if (depth == MAX_DEPTH) {
					throw failure("nested deeper than " + MAX_DEPTH);
				}
				openContainers()[depth++] = children;
			}
			else {
				while (depth > 0 && --openContainers()[depth - 1] == 0) {
					depth--;
				}
			}
		}
		while (depth > 0);
	}

	/** Consumes a scalar whole and a container's head; tells how many values follow. */
	private int skipHead() {
		byte head = next();
		switch (MessageFormat.valueOf(head)) {
			case POSFIXINT, NEGFIXINT, NIL, BOOLEAN -> {
			}
			case UINT8, INT8 -> advance(1);
			case UINT16, INT16 -> advance(2);
			case UINT32, INT32, FLOAT32 -> advance(4);
			case UINT64, INT64, FLOAT64 -> advance(8);
			case FIXSTR, STR8, STR16, STR32 -> advance(size(stringSize(head), 1));
			case BIN8, BIN16, BIN32 -> advance(size(binarySize(head), 1));
			case FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16, EXT8, EXT16, EXT32 ->
				advance(1 + size(extensionSize(head), 1));
			case FIXARRAY, ARRAY16, ARRAY32 -> {
				return size(arraySize(head), 1);
			}
			case FIXMAP, MAP16, MAP32 -> {
				return 2 * size(mapSize(head), 2);
			}
			case NEVER_USED -> throw unexpected("value", head);
		}
		return 0;
	}

	private int[] openContainers() {
		int[] open = this.openContainers;
		if (open == null) {
			open = new int[MAX_DEPTH];
			this.openContainers = open;
		}
		return open;
	}

	/** A declared size, once it is known that the bytes left can hold so much. */
	private int size(long declared, int bytesPerElement) {
		if (declared > remaining() / bytesPerElement) {
			throw failure("size " + declared + " declared, but only " + remaining() + " bytes are left");
		}
		return (int) declared;
	}

	private byte next() {
		require(1);
		return this.bytes[this.position++];
	}

	private long unsigned(int length) {
		require(length);
		long value = 0;
		for (int index = 0; index < length; index++) {
			value = (value << 8) | (this.bytes[this.position + index] & 0xFF);
		}
		this.position += length;
		return value;
	}

	private Payload take(int length) {
		if (length == 0) {
			return Payload.EMPTY;
		}
		Payload data = Payload.wrap(this.bytes).slice(this.position, this.position + length);
		this.position += length;
		return data;
	}

	private void advance(int length) {
		require(length);
		this.position += length;
	}

	private void require(int length) {
		if (length > remaining()) {
			throw failure("value is cut off");
		}
	}

	private MessagePackFormatException unexpected(String expected, byte head) {
		return failure(expected + " expected, but found " + MessageFormat.valueOf(head));
	}

	private MessagePackFormatException failure(String problem) {
		return new MessagePackFormatException(problem + " (before byte " + this.position + ")");
	}

}
