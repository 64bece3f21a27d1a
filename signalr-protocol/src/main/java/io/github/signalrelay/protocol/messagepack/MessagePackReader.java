// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.math.BigInteger;
import java.nio.ByteBuffer;

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

	private final MessagePackBytes bytes = new MessagePackBytes();

	private final ValueSkipper skipper = new ValueSkipper(this.bytes);

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
		this.bytes.reset(source, from, to);
	}

	/**
	 * Forgets the bytes, so that they can be collected.
	 */
	public void clear() {
		this.bytes.clear();
	}

	/**
	 * Where the next value starts.
	 * @return position in the array
	 */
	public int position() {
		return this.bytes.position();
	}

	/**
	 * How much is left.
	 * @return number of bytes, 0 or more
	 */
	public int remaining() {
		return this.bytes.remaining();
	}

	/**
	 * Form of the next value, which is not consumed.
	 * @return the form
	 * @throws MessagePackFormatException if nothing is left, or no value starts like this
	 */
	public MessageFormat nextFormat() {
		byte head = this.bytes.peek();
		if (head == Code.NEVER_USED) {
			throw this.bytes.unexpected("value", head);
		}
		return MessageFormat.valueOf(head);
	}

	/**
	 * Consumes the next value when it is nil, and nothing otherwise.
	 * @return whether it was nil
	 */
	public boolean readNil() {
		if (this.bytes.peek() != Code.NIL) {
			return false;
		}
		this.bytes.advance(1);
		return true;
	}

	/**
	 * Reads a boolean.
	 * @return the value
	 */
	public boolean readBoolean() {
		byte head = this.bytes.next();
		if (head != Code.TRUE && head != Code.FALSE) {
			throw this.bytes.unexpected("boolean", head);
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
			throw this.bytes.failure("integer of 32 bits expected, but the value is out of range");
		}
		return (int) value;
	}

	/**
	 * Reads an integer of any form.
	 * @return the value
	 * @throws MessagePackFormatException if it does not fit 64 signed bits
	 */
	public long readLong() {
		byte head = this.bytes.next();
		if (head == Code.UINT64) {
			long value = this.bytes.unsigned(8);
			if (value < 0) {
				throw this.bytes.failure("integer of 64 bits expected, but the value is out of range");
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
		byte head = this.bytes.next();
		if (head == Code.UINT64) {
			return this.bytes.unsigned(8);
		}
		long value = integer(head);
		if (value < 0) {
			throw this.bytes.failure("unsigned integer expected, but the value is negative");
		}
		return value;
	}

	/**
	 * Reads an integer of any form and size.
	 * @return the value
	 */
	public BigInteger readBigInteger() {
		byte head = this.bytes.next();
		if (head != Code.UINT64) {
			return BigInteger.valueOf(integer(head));
		}
		return new BigInteger(1, ByteBuffer.allocate(Long.BYTES).putLong(this.bytes.unsigned(8)).array());
	}

	private long integer(byte head) {
		if (Code.isFixInt(head)) {
			return head;
		}
		return switch (head) {
			case Code.UINT8 -> this.bytes.unsigned(1);
			case Code.UINT16 -> this.bytes.unsigned(2);
			case Code.UINT32 -> this.bytes.unsigned(4);
			case Code.INT8 -> (byte) this.bytes.unsigned(1);
			case Code.INT16 -> (short) this.bytes.unsigned(2);
			case Code.INT32 -> (int) this.bytes.unsigned(4);
			case Code.INT64 -> this.bytes.unsigned(8);
			default -> throw this.bytes.unexpected("integer", head);
		};
	}

	/**
	 * Reads a number with 32 bits.
	 * @return the value
	 */
	public float readFloat() {
		byte head = this.bytes.next();
		if (head != Code.FLOAT32) {
			throw this.bytes.unexpected("float", head);
		}
		return Float.intBitsToFloat((int) this.bytes.unsigned(4));
	}

	/**
	 * Reads a number with 32 or 64 bits.
	 * @return the value
	 */
	public double readDouble() {
		byte head = this.bytes.next();
		return switch (head) {
			case Code.FLOAT32 -> Float.intBitsToFloat((int) this.bytes.unsigned(4));
			case Code.FLOAT64 -> Double.longBitsToDouble(this.bytes.unsigned(8));
			default -> throw this.bytes.unexpected("number", head);
		};
	}

	/**
	 * Reads a text.
	 * @return the text
	 */
	public String readString() {
		return this.bytes.text(this.bytes.stringLength(this.bytes.next()));
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
		return this.bytes.take(this.bytes.binaryLength(this.bytes.next()));
	}

	/**
	 * Reads the head of an array; its elements follow.
	 * @return number of elements, not more than there are bytes left
	 */
	public int readArrayHeader() {
		return this.bytes.arrayLength(this.bytes.next());
	}

	/**
	 * Reads the head of a map; its keys and values follow in turn.
	 * @return number of entries, not more than half the bytes that are left
	 */
	public int readMapHeader() {
		return this.bytes.mapLength(this.bytes.next());
	}

	/**
	 * Reads a value of an extension type. It shares the reader's array.
	 * @return the value
	 */
	public MessagePackExtension readExtension() {
		int length = this.bytes.extensionLength(this.bytes.next());
		byte type = this.bytes.next();
		return new MessagePackExtension(type, this.bytes.take(length));
	}

	/**
	 * Consumes the next value, whatever it is, with all that is inside.
	 * @throws MessagePackFormatException if it is not whole or nested too deep
	 */
	public void skipValue() {
		this.skipper.skip();
	}

}
