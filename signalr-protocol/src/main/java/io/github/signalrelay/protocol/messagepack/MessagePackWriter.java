// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack.Code;

import io.github.signalrelay.protocol.Payload;

/**
 * Writes MessagePack values in their shortest forms.
 * <p>
 * There are three kinds: a {@link #measuring} writer only counts, an {@link #exact} one
 * fills an array of known size, a {@link #growing} one enlarges its array as needed. What
 * can be written twice is measured first and then fills one array without a copy. Not
 * thread-safe.
 */
public final class MessagePackWriter {

	private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

	private byte[] bytes;

	private final boolean measuring;

	private int position;

	private MessagePackWriter(byte[] bytes, int position, boolean measuring) {
		this.bytes = bytes;
		this.position = position;
		this.measuring = measuring;
	}

	/**
	 * Creates a writer that counts the bytes and keeps none.
	 * @return the writer
	 */
	public static MessagePackWriter measuring() {
		return new MessagePackWriter(new byte[0], 0, true);
	}

	/**
	 * Creates a writer that fills an array.
	 * @param target the array; is replaced when it proves too small
	 * @param position where to start
	 * @return the writer
	 */
	public static MessagePackWriter exact(byte[] target, int position) {
		return new MessagePackWriter(target, position, false);
	}

	/**
	 * Creates a writer whose array grows.
	 * @param capacity bytes to start with
	 * @return the writer
	 */
	public static MessagePackWriter growing(int capacity) {
		return new MessagePackWriter(new byte[capacity], 0, false);
	}

	/**
	 * How much was written or counted, with the position it started from.
	 * @return number of bytes
	 */
	public int size() {
		return this.position;
	}

	/**
	 * What was written, behind its {@link LengthPrefix}.
	 * @return a new array
	 */
	public byte[] toFramedByteArray() {
		int prefix = LengthPrefix.size(this.position);
		byte[] framed = new byte[prefix + this.position];
		LengthPrefix.write(this.position, framed, 0);
		System.arraycopy(this.bytes, 0, framed, prefix, this.position);
		return framed;
	}

	/**
	 * Writes nil.
	 */
	public void writeNil() {
		put(Code.NIL);
	}

	/**
	 * Writes a boolean.
	 * @param value the value
	 */
	public void writeBoolean(boolean value) {
		put(value ? Code.TRUE : Code.FALSE);
	}

	/**
	 * Writes an integer; one of 0 or more in an unsigned form.
	 * @param value the value
	 */
	public void writeInt(long value) {
		if (value >= 0) {
			writeUnsigned(value);
		}
		else if (value >= -32) {
			put((byte) value);
		}
		else if (value >= Byte.MIN_VALUE) {
			put(Code.INT8, value, 1);
		}
		else if (value >= Short.MIN_VALUE) {
			put(Code.INT16, value, 2);
		}
		else if (value >= Integer.MIN_VALUE) {
			put(Code.INT32, value, 4);
		}
		else {
			put(Code.INT64, value, 8);
		}
	}

	/**
	 * Writes an integer of 0 or more.
	 * @param value its 64 bits; negative in Java from 2<sup>63</sup>
	 */
	public void writeUnsigned(long value) {
		if (value < 0 || value > 0xFFFFFFFFL) {
			put(Code.UINT64, value, 8);
		}
		else if (value > 0xFFFF) {
			put(Code.UINT32, value, 4);
		}
		else if (value > 0xFF) {
			put(Code.UINT16, value, 2);
		}
		else if (value > 0x7F) {
			put(Code.UINT8, value, 1);
		}
		else {
			put((byte) value);
		}
	}

	/**
	 * Writes an integer of up to 64 bits, signed or unsigned.
	 * @param value the value
	 * @throws IllegalArgumentException if it needs more bits
	 */
	public void writeBigInteger(BigInteger value) {
		if (value.bitLength() < Long.SIZE) {
			writeInt(value.longValue());
		}
		else if (value.signum() > 0 && value.compareTo(UNSIGNED_LIMIT) < 0) {
			writeUnsigned(value.longValue());
		}
		else {
			throw new IllegalArgumentException("MessagePack has no integers of " + value.bitLength() + " bits");
		}
	}

	/**
	 * Writes an integer in the form of five bytes, however small it is.
	 * @param value the value
	 */
	public void writeInt32(int value) {
		put(Code.INT32, value, 4);
	}

	/**
	 * Writes a number of 32 bits.
	 * @param value the value
	 */
	public void writeFloat(float value) {
		put(Code.FLOAT32, Float.floatToIntBits(value), 4);
	}

	/**
	 * Writes a number of 64 bits.
	 * @param value the value
	 */
	public void writeDouble(double value) {
		put(Code.FLOAT64, Double.doubleToLongBits(value), 8);
	}

	/**
	 * Writes a text.
	 * @param text the text, or {@code null} for nil
	 */
	public void writeString(@Nullable String text) {
		if (text == null) {
			writeNil();
		}
		else if (isAscii(text)) {
			writeStringHeader(text.length());
			putAscii(text);
		}
		else {
			byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
			writeStringHeader(encoded.length);
			writeRaw(encoded, 0, encoded.length);
		}
	}

	private static boolean isAscii(String text) {
		for (int index = 0; index < text.length(); index++) {
			if (text.charAt(index) > 0x7F) {
				return false;
			}
		}
		return true;
	}

	private void writeStringHeader(int length) {
		if (length < 32) {
			put((byte) (Code.FIXSTR_PREFIX | length));
		}
		else {
			putSized(Code.STR8, Code.STR16, Code.STR32, length);
		}
	}

	/**
	 * Writes a binary.
	 * @param data the bytes
	 */
	public void writeBinary(Payload data) {
		writeBinaryHeader(data.length());
		data.writeTo(this::writeRaw);
	}

	/**
	 * Writes the head of a binary; its bytes follow with {@link #writeRaw}.
	 * @param length number of bytes
	 */
	public void writeBinaryHeader(int length) {
		putSized(Code.BIN8, Code.BIN16, Code.BIN32, length);
	}

	/**
	 * Writes the head of an array; its elements follow.
	 * @param size number of elements
	 */
	public void writeArrayHeader(int size) {
		putContainer(Code.FIXARRAY_PREFIX, Code.ARRAY16, Code.ARRAY32, size);
	}

	/**
	 * Writes the head of a map; its keys and values follow in turn.
	 * @param size number of entries
	 */
	public void writeMapHeader(int size) {
		putContainer(Code.FIXMAP_PREFIX, Code.MAP16, Code.MAP32, size);
	}

	/**
	 * Writes the head of an extension; its bytes follow with {@link #writeRaw}.
	 * @param type number of the extension type
	 * @param length number of bytes
	 */
	public void writeExtensionHeader(byte type, int length) {
		switch (length) {
			case 1 -> put(Code.FIXEXT1);
			case 2 -> put(Code.FIXEXT2);
			case 4 -> put(Code.FIXEXT4);
			case 8 -> put(Code.FIXEXT8);
			case 16 -> put(Code.FIXEXT16);
			default -> putSized(Code.EXT8, Code.EXT16, Code.EXT32, length);
		}
		put(type);
	}

	/**
	 * Writes bytes as they are: the rest of a binary or extension, or whole values.
	 * @param source the array
	 * @param from position of the first byte
	 * @param length number of bytes
	 */
	public void writeRaw(byte[] source, int from, int length) {
		reserve(length);
		if (!this.measuring) {
			System.arraycopy(source, from, this.bytes, this.position, length);
		}
		this.position += length;
	}

	private void putSized(byte code8, byte code16, byte code32, int length) {
		if (length <= 0xFF) {
			put(code8, length, 1);
		}
		else if (length <= 0xFFFF) {
			put(code16, length, 2);
		}
		else {
			put(code32, length, 4);
		}
	}

	private void putContainer(byte prefix, byte code16, byte code32, int size) {
		if (size < 16) {
			put((byte) (prefix | size));
		}
		else if (size <= 0xFFFF) {
			put(code16, size, 2);
		}
		else {
			put(code32, size, 4);
		}
	}

	private void putAscii(String text) {
		int length = text.length();
		reserve(length);
		if (!this.measuring) {
			for (int index = 0; index < length; index++) {
				this.bytes[this.position + index] = (byte) text.charAt(index);
			}
		}
		this.position += length;
	}

	private void put(byte value) {
		reserve(1);
		if (!this.measuring) {
			this.bytes[this.position] = value;
		}
		this.position++;
	}

	private void put(byte code, long value, int length) {
		put(code);
		reserve(length);
		if (!this.measuring) {
			for (int index = 0; index < length; index++) {
				this.bytes[this.position + index] = (byte) (value >>> (8 * (length - 1 - index)));
			}
		}
		this.position += length;
	}

	private void reserve(int length) {
		long needed = (long) this.position + length;
		if (needed > Integer.MAX_VALUE - LengthPrefix.MAX_SIZE) {
			throw new IllegalArgumentException("Messages over 2GB in size are not supported.");
		}
		if (!this.measuring && needed > this.bytes.length) {
			long capacity = Math.max(needed, Math.min(2L * this.bytes.length, Integer.MAX_VALUE - 8L));
			this.bytes = Arrays.copyOf(this.bytes, (int) capacity);
		}
	}

}
