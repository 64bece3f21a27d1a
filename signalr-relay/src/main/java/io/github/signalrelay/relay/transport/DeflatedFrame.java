// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.deflate.DeflateCodec;

/**
 * Compresses WebSocket frames of the relay, which are not masked.
 */
final class DeflatedFrame {

	private static final int SHORT_HEADER = 4;

	private static final int LONG_HEADER = 10;

	/** Marks a compressed message (RFC 7692, section 6). */
	private static final int RSV1 = 0x40;

	/** Length of what is left at first, as a part of what there was; grows as needed. */
	private static final int EXPECTED_PART = 4;

	private DeflatedFrame() {
	}

	/**
	 * Compresses a whole message.
	 * @param frame its only frame, header included; not changed
	 * @param codec codec of the present event loop
	 * @return another frame, or {@code null} where that would be no smaller, or not worth
	 * it
	 */
	static @Nullable ByteBuf of(ByteBuf frame, DeflateCodec codec) {
		int header = headerLength(frame);
		int length = frame.readableBytes() - header;
		if (length < DeflateCodec.THRESHOLD) {
			return null;
		}
		ByteBuf target = frame.alloc().directBuffer(LONG_HEADER + length / EXPECTED_PART).writeZero(LONG_HEADER);
		if (!codec.deflate(frame.nioBuffer(frame.readerIndex() + header, length), target)) {
			target.release();
			return null;
		}
		return writeHeader(target, frame.getByte(frame.readerIndex()) | RSV1);
	}

	private static int headerLength(ByteBuf frame) {
		int size = frame.getByte(frame.readerIndex() + 1);
		return (size < 126) ? 2 : (size == 126) ? SHORT_HEADER : LONG_HEADER;
	}

	/** Puts it just in front of the payload, in the room that was left for it. */
	private static ByteBuf writeHeader(ByteBuf target, int first) {
		int length = target.readableBytes() - LONG_HEADER;
		if (length < 126) {
			return target.setByte(LONG_HEADER - 2, first).setByte(LONG_HEADER - 1, length).readerIndex(LONG_HEADER - 2);
		}
		if (length <= 0xFFFF) {
			int begin = LONG_HEADER - SHORT_HEADER;
			return target.setByte(begin, first).setByte(begin + 1, 126).setShort(begin + 2, length).readerIndex(begin);
		}
		return target.setByte(0, first).setByte(1, 127).setLong(2, length);
	}

}
