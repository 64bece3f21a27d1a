// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Immutable bytes. A payload may be shared between threads and connections without
 * copying; nobody can change what it holds.
 */
public final class Payload {

	/** A payload without bytes. */
	public static final Payload EMPTY = new Payload(new byte[0], 0, 0);

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private Payload(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * Takes over an array without copying it. The caller must not touch the array again.
	 * @param bytes the array
	 * @return the payload
	 */
	public static Payload wrap(byte[] bytes) {
		return (bytes.length == 0) ? EMPTY : new Payload(bytes, 0, bytes.length);
	}

	/**
	 * Copies the remaining bytes of a buffer, and moves its position to its limit.
	 * @param source the buffer
	 * @return the payload
	 */
	public static Payload copyOf(ByteBuffer source) {
		byte[] copy = new byte[source.remaining()];
		source.get(copy);
		return wrap(copy);
	}

	/**
	 * Encodes a text as UTF-8.
	 * @param text the text
	 * @return the payload
	 */
	public static Payload utf8(String text) {
		return wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Number of bytes.
	 * @return the length, 0 or more
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Whether there are no bytes.
	 * @return {@code true} when the length is 0
	 */
	public boolean isEmpty() {
		return this.length == 0;
	}

	/**
	 * One of the bytes.
	 * @param index position, from 0
	 * @return the byte
	 * @throws IndexOutOfBoundsException if the position is outside the payload
	 */
	public byte byteAt(int index) {
		if (index < 0 || index >= this.length) {
			throw new IndexOutOfBoundsException("index: " + index + " (expected: 0 to " + (this.length - 1) + ")");
		}
		return this.bytes[this.offset + index];
	}

	/**
	 * A part of this payload, sharing its bytes.
	 * @param from first position of the part
	 * @param to position behind the last one
	 * @return the part
	 * @throws IndexOutOfBoundsException if the range is not inside the payload
	 */
	public Payload slice(int from, int to) {
		if (from < 0 || to > this.length || from > to) {
			throw new IndexOutOfBoundsException("range: " + from + " to " + to + " (length: " + this.length + ")");
		}
		if (from == to) {
			return EMPTY;
		}
		return (from == 0 && to == this.length) ? this : new Payload(this.bytes, this.offset + from, to - from);
	}

	/**
	 * The bytes as a read-only buffer; no copy is made.
	 * @return a new buffer from position 0 to its limit
	 */
	public ByteBuffer asByteBuffer() {
		return ByteBuffer.wrap(this.bytes, this.offset, this.length).slice().asReadOnlyBuffer();
	}

	/**
	 * Puts the bytes into a buffer at its position.
	 * @param target the buffer
	 * @throws java.nio.BufferOverflowException if there is not enough room
	 */
	public void writeTo(ByteBuffer target) {
		target.put(this.bytes, this.offset, this.length);
	}

	/**
	 * Hands the bytes to a sink that takes an array range, such as a stream's or buffer's
	 * {@code write} method. The sink must neither change nor keep the array.
	 * @param sink who takes the bytes
	 * @param <X> what the sink may throw
	 * @throws X when the sink throws it
	 */
	public <X extends Exception> void writeTo(ArraySink<X> sink) throws X {
		sink.write(this.bytes, this.offset, this.length);
	}

	/**
	 * A copy of the bytes.
	 * @return a new array
	 */
	public byte[] toByteArray() {
		return Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length);
	}

	/**
	 * The bytes decoded as UTF-8, with replacement characters where they are not valid.
	 * @return the text
	 */
	public String toUtf8String() {
		return new String(this.bytes, this.offset, this.length, StandardCharsets.UTF_8);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Payload that && Arrays.equals(this.bytes, this.offset, this.offset + this.length,
				that.bytes, that.offset, that.offset + that.length);
	}

	@Override
	public int hashCode() {
		return ByteBuffer.wrap(this.bytes, this.offset, this.length).hashCode();
	}

	/** Tells the length only: payloads belong to users and must not reach a log. */
	@Override
	public String toString() {
		return "Payload[" + this.length + " bytes]";
	}

	/**
	 * Takes a range of an array.
	 *
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	public interface ArraySink<X extends Exception> {

		/**
		 * Takes the range at once; neither changes nor keeps the array.
		 * @param array the array
		 * @param offset first position
		 * @param length number of bytes
		 * @throws X on failure
		 */
		void write(byte[] array, int offset, int length) throws X;

	}

}
