// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compressed messages as peers make and read them (RFC 7692, section 7.2), with nothing
 * but the JDK.
 */
public final class Deflated {

	private static final int TRAILER = 4;

	private Deflated() {
	}

	/** A message as clients send it. */
	public static byte[] message(byte[] plain) {
		return message(plain, Deflater.BEST_COMPRESSION, plain.length + 1);
	}

	/** A message that is flushed time and again. */
	static byte[] message(byte[] plain, int level, int flushEach) {
		Deflater deflater = new Deflater(level, true);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		byte[] room = new byte[1024];
		for (int from = 0; from == 0 || from < plain.length; from += flushEach) {
			deflater.setInput(plain, from, Math.min(flushEach, plain.length - from));
			int size = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
			while (size > 0) {
				output.write(room, 0, size);
				size = (size < room.length) ? 0 : deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
			}
		}
		deflater.end();
		byte[] flushed = output.toByteArray();
		return Arrays.copyOf(flushed, Math.max(0, flushed.length - TRAILER));
	}

	/** A message whose last block is marked as such, which needs one more byte. */
	static byte[] finished(byte[] plain) {
		Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
		deflater.setInput(plain);
		deflater.finish();
		byte[] room = new byte[plain.length + 64];
		int size = deflater.deflate(room);
		deflater.end();
		return Arrays.copyOf(room, size + 1);
	}

	/** What a client makes of a message. */
	public static byte[] inflate(byte[] message) {
		byte[] whole = Arrays.copyOf(message, message.length + TRAILER);
		whole[message.length + 2] = (byte) 0xFF;
		whole[message.length + 3] = (byte) 0xFF;
		Inflater inflater = new Inflater(true);
		inflater.setInput(whole);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		byte[] room = new byte[1024];
		try {
			for (int size = inflater.inflate(room); size > 0; size = inflater.inflate(room)) {
				output.write(room, 0, size);
			}
		}
		catch (DataFormatException ex) {
			throw new AssertionError("not a compressed message", ex);
		}
		finally {
			inflater.end();
		}
		return output.toByteArray();
	}

}
