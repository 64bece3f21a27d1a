// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Frames that the relay sends: one per message, not masked (RFC 6455, section 5.1).
 */
final class FrameWriter {

	/** Most that a close frame can carry behind its status code. */
	static final int MAX_REASON = 123;

	private static final int BINARY = 0x82;

	private static final int CLOSE = 0x88;

	private static final int PING = 0x89;

	private static final int PONG = 0x8A;

	private static final int MAX_HEADER = 10;

	/** Header of a frame with a length of 16 bits. */
	private static final int SHORT_HEADER = 4;

	private FrameWriter() {
	}

	/**
	 * Starts a binary frame; the caller adds exactly the payload.
	 */
	static ByteBuf binary(ByteBufAllocator allocator, int length) {
		ByteBuf frame = allocator.directBuffer(MAX_HEADER + length).writeByte(BINARY);
		if (length < 126) {
			return frame.writeByte(length);
		}
		if (length <= 0xFFFF) {
			return frame.writeByte(126).writeShort(length);
		}
		return frame.writeByte(127).writeLong(length);
	}

	/**
	 * Starts a binary frame of a length that is not known yet. It has room for the
	 * capacity at first and grows up to the maximum. The caller adds what fits, and ends
	 * it with {@link #endBinary}.
	 */
	static ByteBuf beginBinary(ByteBufAllocator allocator, int capacity, int maximum) {
		int size = Math.min(maximum, 0xFFFF);
		return allocator.directBuffer(SHORT_HEADER + Math.min(capacity, size), SHORT_HEADER + size)
			.writeZero(SHORT_HEADER);
	}

	/**
	 * Puts the header in front of what was added.
	 */
	static ByteBuf endBinary(ByteBuf frame) {
		int length = frame.readableBytes() - SHORT_HEADER;
		if (length < 126) {
			frame.setByte(2, BINARY).setByte(3, length);
			return frame.readerIndex(2);
		}
		return frame.setByte(0, BINARY).setByte(1, 126).setShort(2, length);
	}

	static ByteBuf ping(ByteBufAllocator allocator) {
		return allocator.directBuffer(2).writeByte(PING).writeByte(0);
	}

	static ByteBuf pong(ByteBufAllocator allocator, byte[] payload) {
		return allocator.directBuffer(2 + payload.length).writeByte(PONG).writeByte(payload.length).writeBytes(payload);
	}

	static ByteBuf close(ByteBufAllocator allocator, int statusCode, String reason) {
		if (!CloseCodes.isSendable(statusCode)) {
			throw new IllegalArgumentException("statusCode: " + statusCode + " (expected: a code that may be sent)");
		}
		byte[] text = cut(reason).getBytes(StandardCharsets.UTF_8);
		return allocator.directBuffer(4 + text.length)
			.writeByte(CLOSE)
			.writeByte(2 + text.length)
			.writeShort(statusCode)
			.writeBytes(text);
	}

	/**
	 * Cuts a text behind the last whole character that fits.
	 */
	static String cut(String reason) {
		int bytes = 0;
		for (int index = 0; index < reason.length();) {
			int character = reason.codePointAt(index);
			bytes += (character < 0x80) ? 1 : (character < 0x800) ? 2 : (character < 0x10000) ? 3 : 4;
			if (bytes > MAX_REASON) {
				return reason.substring(0, index);
			}
			index += Character.charCount(character);
		}
		return reason;
	}

}
