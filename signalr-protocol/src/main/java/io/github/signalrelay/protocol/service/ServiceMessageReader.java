// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.LengthPrefix;
import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;

/**
 * Reads the messages of one service connection from its bytes, however they are cut into
 * WebSocket frames (service protocol reference, 1.5 and 1.6).
 * <p>
 * What arrived of an unfinished message is kept here. The array for it grows with the
 * bytes that came, never by the length that was announced, and each byte is copied a
 * bounded number of times. A message that arrives whole is copied once; the payloads of
 * the message share that copy.
 * <p>
 * Not thread-safe: belongs to the connection's event loop.
 */
public final class ServiceMessageReader {

	private static final int FIRST_CAPACITY = 1024;

	private final int maximumMessageSize;

	private final MessageFields fields = new MessageFields();

	/** Length of the message under way, as far as its prefix was read. */
	private long length;

	private int prefixBytes;

	private boolean prefixComplete;

	/** Beginning of the message under way. */
	private byte @Nullable [] partial;

	private int received;

	private @Nullable String failure;

	/**
	 * Creates a reader for one connection.
	 * @param maximumMessageSize largest message body that is accepted, in bytes
	 */
	public ServiceMessageReader(int maximumMessageSize) {
		if (maximumMessageSize < 1) {
			throw new IllegalArgumentException("maximumMessageSize: " + maximumMessageSize + " (expected: > 0)");
		}
		this.maximumMessageSize = maximumMessageSize;
	}

	/**
	 * Reads all of the input and hands on each message that it completes. When the
	 * handler throws, the message is consumed and the rest of the input is still there.
	 * @param input bytes of the peer in order; its position moves to the limit
	 * @param handler takes the messages
	 * @throws ServiceProtocolException if a length prefix is broken or over the limit;
	 * the reader is of no use any more and the connection must be closed
	 */
	public void read(ByteBuffer input, Handler handler) {
		if (this.failure != null) {
			throw new ServiceProtocolException(this.failure);
		}
		while (readPrefix(input)) {
			byte[] body = readBody(input, (int) this.length);
			if (body == null) {
				return;
			}
			int bodyLength = (int) this.length;
			startMessage();
			handle(body, bodyLength, handler);
		}
	}

	private void startMessage() {
		this.length = 0;
		this.prefixBytes = 0;
		this.prefixComplete = false;
		this.partial = null;
		this.received = 0;
	}

	private boolean readPrefix(ByteBuffer input) {
		while (!this.prefixComplete && input.hasRemaining()) {
			byte next = input.get();
			this.length |= (next & 0x7FL) << (7 * this.prefixBytes);
			this.prefixBytes++;
			this.prefixComplete = next >= 0;
			checkPrefix();
		}
		return this.prefixComplete;
	}

	private void checkPrefix() {
		if (this.length > Integer.MAX_VALUE || (!this.prefixComplete && this.prefixBytes == LengthPrefix.MAX_SIZE)) {
			throw fail("Messages over 2 GB are not supported");
		}
		if (this.length > this.maximumMessageSize) {
			throw fail("Message too large: at least " + this.length + " bytes (expected: <= " + this.maximumMessageSize
					+ ")");
		}
	}

	private ServiceProtocolException fail(String text) {
		this.failure = text;
		this.partial = null;
		return new ServiceProtocolException(text);
	}

	/** The body, or {@code null} while a part of it is missing. */
	private byte @Nullable [] readBody(ByteBuffer input, int bodyLength) {
		if (this.partial == null && input.remaining() >= bodyLength) {
			byte[] body = new byte[bodyLength];
			input.get(body);
			return body;
		}
		int count = Math.min(input.remaining(), bodyLength - this.received);
		if (count == 0) {
			return null;
		}
		byte[] body = partialWithRoomFor(this.received + count, bodyLength);
		input.get(body, this.received, count);
		this.received += count;
		return (this.received == bodyLength) ? body : null;
	}

	private byte[] partialWithRoomFor(int needed, int bodyLength) {
		byte[] present = this.partial;
		if (present != null && present.length >= needed) {
			return present;
		}
		long wanted = Math.max(needed, (present != null) ? 2L * present.length : FIRST_CAPACITY);
		int capacity = (int) Math.min(wanted, bodyLength);
		byte[] enlarged = (present != null) ? Arrays.copyOf(present, capacity) : new byte[capacity];
		this.partial = enlarged;
		return enlarged;
	}

	private void handle(byte[] body, int bodyLength, Handler handler) {
		ServiceMessage message;
		int type = MessageFields.NO_TYPE;
		try {
			type = this.fields.start(body, bodyLength);
			message = ServiceMessageCodec.read(type, this.fields);
		}
		catch (MessagePackFormatException ex) {
			handler.onInvalid((type != MessageFields.NO_TYPE) ? "type " + type + ": " + ex.getMessage()
					: String.valueOf(ex.getMessage()));
			return;
		}
		finally {
			this.fields.clear();
		}
		if (message != null) {
			handler.onMessage(message);
		}
		else {
			handler.onUnknownType(type);
		}
	}

	/**
	 * Takes what a {@link ServiceMessageReader} finds. Called on the thread that calls
	 * {@link ServiceMessageReader#read}.
	 */
	public interface Handler {

		/**
		 * A message.
		 * @param message the message
		 */
		void onMessage(ServiceMessage message);

		/**
		 * A well-framed message of a type that is not known, from a newer peer. It was
		 * skipped.
		 * @param type number of the type
		 */
		void onUnknownType(int type);

		/**
		 * A message whose body is broken. It was skipped; reading goes on behind it.
		 * @param problem text for the log; names fields and formats, never content
		 */
		void onInvalid(String problem);

	}

}
