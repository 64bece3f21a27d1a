// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Bytes of one client that were not read yet. Messages may begin and end anywhere in the
 * chunks. What lies whole inside one chunk is read without a copy. Owned by the serial
 * queue of its connection.
 */
public final class ReceiveBuffer {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final int maximumMessageSize;

	private final Deque<Payload> chunks = new ArrayDeque<>(1);

	/** Read from position to limit. */
	private ByteBuffer head = NOTHING;

	/** Behind the head when it was put together of chunks, so that it can grow. */
	private byte @Nullable [] joined;

	private int size;

	/**
	 * Creates a buffer.
	 * @param maximumMessageSize largest message, {@link Integer#MAX_VALUE} for no limit
	 */
	ReceiveBuffer(int maximumMessageSize) {
		this.maximumMessageSize = maximumMessageSize;
	}

	void add(Payload chunk) {
		if (!chunk.isEmpty()) {
			this.chunks.add(chunk);
			this.size += chunk.length();
		}
	}

	/**
	 * Number of bytes that were not read yet.
	 * @return the number
	 */
	int size() {
		return this.size;
	}

	void clear() {
		this.chunks.clear();
		this.head = NOTHING;
		this.joined = null;
		this.size = 0;
	}

	/**
	 * Reads a message.
	 * @param parser reads from position to limit, or returns {@code null} when there is
	 * no whole message
	 * @param <T> kind of message
	 * @return the message, or {@code null} when more bytes must come first
	 * @throws OversizedMessageException if the message is too large
	 */
	public <T> @Nullable T read(Function<ByteBuffer, @Nullable T> parser) {
		while (true) {
			T message = readHead(parser);
			if (message != null) {
				return message;
			}
			if (this.head.remaining() > this.maximumMessageSize) {
				throw new OversizedMessageException(this.maximumMessageSize);
			}
			Payload next = this.chunks.poll();
			if (next == null) {
				forgetRead();
				return null;
			}
			append(next);
		}
	}

	/** What was read to its end is not kept until more comes. */
	private void forgetRead() {
		if (!this.head.hasRemaining()) {
			this.head = NOTHING;
			this.joined = null;
		}
	}

	/**
	 * The parser sees one message's worth of bytes, as in the original's receive loop.
	 */
	private <T> @Nullable T readHead(Function<ByteBuffer, @Nullable T> parser) {
		if (!this.head.hasRemaining()) {
			return null;
		}
		int start = this.head.position();
		int limit = this.head.limit();
		this.head.limit((int) Math.min(limit, (long) start + this.maximumMessageSize));
		try {
			return parser.apply(this.head);
		}
		finally {
			this.head.limit(limit);
			this.size -= this.head.position() - start;
		}
	}

	private void append(Payload chunk) {
		if (!this.head.hasRemaining()) {
			this.head = chunk.asByteBuffer();
			this.joined = null;
			return;
		}
		int length = this.head.remaining() + chunk.length();
		byte[] array = this.joined;
		if (array == null || array.length - this.head.position() < length) {
			array = new byte[Math.max(length, 2 * this.head.remaining())];
			int remaining = this.head.remaining();
			this.head.get(array, 0, remaining);
			this.head = ByteBuffer.wrap(array, 0, remaining);
			this.joined = array;
		}
		ByteBuffer target = ByteBuffer.wrap(array, this.head.limit(), chunk.length());
		chunk.writeTo(target);
		this.head.limit(this.head.limit() + chunk.length());
	}

}
