// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;

/**
 * Writes masked WebSocket frames (RFC 6455, 5.2 and 5.3). Belongs to the generator's
 * event loop.
 */
final class FrameWriter {

	static final int TEXT = 0x81;

	static final int BINARY = 0x82;

	static final int CLOSE = 0x88;

	static final int PONG = 0x8A;

	/** Longest header of a frame of this class, with its mask. */
	static final int MAX_HEADER = 14;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private int lastMask = 0x1F3A5C79;

	/**
	 * Writes a frame.
	 * @param target where to; has room
	 * @param first first byte
	 * @param payload array with the payload from index 0 on, which is masked in place
	 * @param length length of the payload
	 */
	void write(ByteBuf target, int first, byte[] payload, int length) {
		int mask = nextMask();
		target.writeByte(first);
		if (length < 126) {
			target.writeByte(0x80 | length);
		}
		else if (length < 65536) {
			target.writeByte(0x80 | 126).writeShort(length);
		}
		else {
			target.writeByte(0x80 | 127).writeLong(length);
		}
		target.writeInt(mask);
		mask(payload, length, mask);
		target.writeBytes(payload, 0, length);
	}

	private int nextMask() {
		this.lastMask = this.lastMask * 1664525 + 1013904223;
		return this.lastMask;
	}

	private static void mask(byte[] payload, int length, int mask) {
		long pair = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
		int at = 0;
		for (; at + 8 <= length; at += 8) {
			LONGS.set(payload, at, (long) LONGS.get(payload, at) ^ pair);
		}
		for (; at < length; at++) {
			payload[at] ^= (byte) (mask >>> (24 - 8 * (at & 3)));
		}
	}

}
