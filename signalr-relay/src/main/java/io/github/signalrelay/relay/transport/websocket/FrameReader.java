// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.deflate.MessageInflater;

/**
 * Reads the frames of a WebSocket client (RFC 6455, section 5) as they arrive and passes
 * the data on at once ({@link MessageReader}), unmasked in place: a frame may be of any
 * length and nothing of it is kept. Only control frames, which hold 125 bytes at most,
 * are put together.
 * <p>
 * Owned by the event loop of its connection.
 */
final class FrameReader {

	private static final int CONTINUATION = 0;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private static final int FINAL = 0x80;

	private static final int RESERVED = 0x70;

	/** The one reserved bit that compression gives a meaning to. */
	private static final int COMPRESSED = 0x40;

	private static final int MASKED = 0x80;

	private static final int MAX_CONTROL = 125;

	private final Sink sink;

	private final MessageReader message;

	private Part part = Part.START;

	private boolean last;

	private boolean compressed;

	private int opcode;

	/** Bytes of the length or mask that have not come yet. */
	private int headerLeft;

	private int lengthBytes;

	private long length;

	private int mask;

	private long payloadLeft;

	/** Inside a message of several frames. */
	private boolean fragmented;

	/** Payload of the control frame that is being read, else {@code null}. */
	private byte @Nullable [] control;

	FrameReader(Sink sink) {
		this(sink, null);
	}

	/**
	 * Makes the reader of a connection.
	 * @param sink takes what was read
	 * @param inflater decompresses messages, or {@code null} where no compression was
	 * agreed
	 */
	FrameReader(Sink sink, @Nullable MessageInflater inflater) {
		this.sink = sink;
		this.message = new MessageReader(sink, inflater);
	}

	/**
	 * Reads all of the input. Stops early when the sink says that it wants no more, or
	 * not now; the rest may be read later.
	 * @throws WebSocketViolation if the peer broke the protocol; the reader must not be
	 * used any more
	 */
	void read(ByteBuf input) throws WebSocketViolation {
		while (input.isReadable() && this.sink.wantsInput() && !isHeldUp()) {
			if (this.part == Part.PAYLOAD) {
				readPayload(input);
			}
			else {
				readHeader(input.readUnsignedByte());
			}
		}
	}

	/**
	 * Little input may become much where it is compressed, so that a sink that cannot
	 * take more need not.
	 */
	private boolean isHeldUp() {
		return this.message.isCompressed() && this.sink.isPaused();
	}

	private void readHeader(int value) throws WebSocketViolation {
		switch (this.part) {
			case START -> start(value);
			case LENGTH -> firstLength(value);
			case MORE_LENGTH -> moreLength(value);
			case MASK -> mask(value);
			case PAYLOAD -> throw new IllegalStateException("not in a header");
		}
	}

	private void start(int value) throws WebSocketViolation {
		this.last = (value & FINAL) != 0;
		this.opcode = value & 0x0F;
		this.compressed = (value & RESERVED) == COMPRESSED && this.message.knowsCompression();
		check((value & RESERVED) == 0 || this.compressed, "Reserved bits must be 0, no extension was agreed");
		// RFC 7692, section 6: the first frame of a message alone tells
		check(!this.compressed || this.opcode == TEXT || this.opcode == BINARY, "Reserved bits must be 0 here");
		switch (this.opcode) {
			case CONTINUATION -> check(this.fragmented, "Continuation without a message");
			case TEXT, BINARY -> check(!this.fragmented, "New message inside a fragmented one");
			case CLOSE, PING, PONG -> check(this.last, "Control frames must not be fragmented");
			default -> check(false, "Unknown opcode");
		}
		this.part = Part.LENGTH;
	}

	private void firstLength(int value) throws WebSocketViolation {
		check((value & MASKED) != 0, "Frames of clients must be masked");
		int size = value & 0x7F;
		check(!isControl() || size <= MAX_CONTROL, "Control frame longer than 125 bytes");
		this.lengthBytes = (size < 126) ? 0 : (size == 126) ? Short.BYTES : Long.BYTES;
		this.headerLeft = this.lengthBytes;
		this.length = (this.lengthBytes == 0) ? size : 0;
		if (this.lengthBytes == 0) {
			beginMask();
		}
		else {
			this.part = Part.MORE_LENGTH;
		}
	}

	private void moreLength(int value) throws WebSocketViolation {
		this.length = (this.length << 8) | value;
		if (--this.headerLeft == 0) {
			check(this.length >= 0, "Frame length out of range");
			long least = (this.lengthBytes == Short.BYTES) ? 126 : 0x10000;
			check(this.length >= least, "Frame length not in its shortest form");
			beginMask();
		}
	}

	private void beginMask() {
		this.part = Part.MASK;
		this.headerLeft = Integer.BYTES;
	}

	private void mask(int value) throws WebSocketViolation {
		this.mask = (this.mask << 8) | value;
		if (--this.headerLeft == 0) {
			beginPayload();
		}
	}

	private void beginPayload() throws WebSocketViolation {
		if (isControl()) {
			this.control = new byte[(int) this.length];
		}
		else if (this.opcode != CONTINUATION) {
			this.message.begin(this.opcode == TEXT, this.compressed);
		}
		this.payloadLeft = this.length;
		this.part = Part.PAYLOAD;
		if (this.length == 0) {
			endFrame();
		}
	}

	private void readPayload(ByteBuf input) throws WebSocketViolation {
		int size = (int) Math.min(this.payloadLeft, input.readableBytes());
		size = (this.control != null) ? size : Math.min(size, this.message.mostAtOnce());
		int from = input.readerIndex();
		unmask(input, from, from + size);
		if (this.control != null) {
			input.readBytes(this.control, (int) (this.length - this.payloadLeft), size);
		}
		else {
			this.message.read(input, size);
		}
		this.payloadLeft -= size;
		if (this.payloadLeft == 0) {
			endFrame();
		}
	}

	private void unmask(ByteBuf bytes, int from, int to) {
		long wide = ((long) this.mask << 32) | (this.mask & 0xFFFFFFFFL);
		int index = from;
		for (; to - index >= Long.BYTES; index += Long.BYTES) {
			bytes.setLong(index, bytes.getLong(index) ^ wide);
		}
		int rest = to - index;
		for (int offset = 0; offset < rest; offset++) {
			bytes.setByte(index + offset,
					bytes.getByte(index + offset) ^ (this.mask >>> (24 - 8 * (offset % Integer.BYTES))));
		}
		this.mask = Integer.rotateLeft(this.mask, 8 * (rest % Integer.BYTES));
	}

	private void endFrame() throws WebSocketViolation {
		this.part = Part.START;
		byte[] payload = this.control;
		if (payload != null) {
			this.control = null;
			control(payload);
			return;
		}
		this.fragmented = !this.last;
		if (this.last) {
			this.message.end();
		}
	}

	/** Forgets a message that has not ended. */
	void close() {
		this.message.close();
	}

	private void control(byte[] payload) throws WebSocketViolation {
		switch (this.opcode) {
			case PING -> this.sink.onPing(payload);
			case PONG -> this.sink.onPong();
			default -> this.sink.onClose(closeCode(payload));
		}
	}

	private int closeCode(byte[] payload) throws WebSocketViolation {
		if (payload.length == 0) {
			return CloseCodes.NORMAL;
		}
		check(payload.length > 1, "Close frame with half a status code");
		int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
		check(CloseCodes.isSendable(code), "Close frame with a reserved status code");
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 2, payload.length - 2));
		}
		catch (java.nio.charset.CharacterCodingException ex) {
			throw new WebSocketViolation(CloseCodes.INVALID_PAYLOAD, "Close reason is not valid UTF-8");
		}
		return code;
	}

	private boolean isControl() {
		return this.opcode >= CLOSE;
	}

	private static void check(boolean condition, String message) throws WebSocketViolation {
		if (!condition) {
			throw new WebSocketViolation(CloseCodes.PROTOCOL_ERROR, message);
		}
	}

	/** Parts of a frame. */
	private enum Part {

		START, LENGTH, MORE_LENGTH, MASK, PAYLOAD

	}

	/** Takes what was read. */
	interface Sink {

		/** Whether anything more is of interest; {@code false} after a close frame. */
		boolean wantsInput();

		/** Whether what is of interest should better come later. */
		default boolean isPaused() {
			return false;
		}

		/** Whether the content of messages is of any interest still. */
		default boolean wantsData() {
			return true;
		}

		/** A piece of a data message, valid until the method returns. */
		void onData(ByteBuffer data);

		/** A data message is whole. */
		void onMessageEnd(boolean text);

		/** A ping, to be answered with the same payload. */
		void onPing(byte[] payload);

		void onPong();

		/** A valid close frame; without a code of its own it counts as 1000. */
		void onClose(int statusCode);

	}

}
