// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Points in time as MessagePack's own extension type: 4 bytes for whole seconds up to
 * 2106, 8 bytes up to 2514, 12 bytes for all others.
 */
public final class MessagePackTimestamp {

	/** Number of the extension type. */
	public static final byte TYPE = -1;

	private static final int NANO_BITS = 30;

	private static final long SECONDS_LIMIT = 1L << 34;

	private static final int NANOS_LIMIT = 1_000_000_000;

	private MessagePackTimestamp() {
	}

	/**
	 * Reads a timestamp.
	 * @param extension the value
	 * @return the point in time
	 * @throws MessagePackFormatException if the extension is not a timestamp
	 */
	public static Instant read(MessagePackExtension extension) {
		if (extension.type() != TYPE) {
			throw new MessagePackFormatException("extension of type " + extension.type() + " (expected: -1)");
		}
		ByteBuffer data = extension.data().asByteBuffer();
		return switch (data.remaining()) {
			case 4 -> instant(data.getInt() & 0xFFFFFFFFL, 0);
			case 8 -> readPacked(data.getLong());
			case 12 -> readLong(data);
			default -> throw new MessagePackFormatException("timestamp of " + data.remaining() + " bytes");
		};
	}

	private static Instant readPacked(long packed) {
		return instant(packed & (SECONDS_LIMIT - 1), packed >>> 34);
	}

	private static Instant readLong(ByteBuffer data) {
		long nanos = data.getInt() & 0xFFFFFFFFL;
		return instant(data.getLong(), nanos);
	}

	private static Instant instant(long seconds, long nanos) {
		if (nanos >= NANOS_LIMIT) {
			throw new MessagePackFormatException("timestamp with " + nanos + " nanoseconds");
		}
		try {
			return Instant.ofEpochSecond(seconds, nanos);
		}
		catch (DateTimeException ex) {
			throw new MessagePackFormatException("timestamp out of range");
		}
	}

	/**
	 * Writes a timestamp in its shortest form.
	 * @param time the point in time
	 * @param writer where to
	 */
	public static void write(Instant time, MessagePackWriter writer) {
		long seconds = time.getEpochSecond();
		int nanos = time.getNano();
		ByteBuffer data;
		if (seconds < 0 || seconds >= SECONDS_LIMIT) {
			data = ByteBuffer.allocate(12).putInt(nanos).putLong(seconds);
		}
		else if (nanos != 0 || seconds > 0xFFFFFFFFL) {
			data = ByteBuffer.allocate(8).putLong((long) nanos << (Long.SIZE - NANO_BITS) | seconds);
		}
		else {
			data = ByteBuffer.allocate(4).putInt((int) seconds);
		}
		writer.writeExtensionHeader(TYPE, data.capacity());
		writer.writeRaw(data.array(), 0, data.capacity());
	}

}
