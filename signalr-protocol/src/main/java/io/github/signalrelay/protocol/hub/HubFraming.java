// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Where hub messages end in a stream of bytes. Needs no knowledge of what is inside them.
 */
public enum HubFraming {

	/** Each message ends with the byte 0x1E. */
	RECORD_SEPARATOR {

		@Override
		public int messageEnd(ByteBuffer input, int from) {
			int index = from;
			while (input.limit() - index >= Long.BYTES && !hasSeparator(input.getLong(index))) {
				index += Long.BYTES;
			}
			for (; index < input.limit(); index++) {
				if (input.get(index) == SEPARATOR) {
					return index + 1;
				}
			}
			return INCOMPLETE;
		}

		/** Whether one of eight bytes is the separator. */
		private boolean hasSeparator(long bytes) {
			long zeroes = bytes ^ SEPARATORS;
			return ((zeroes - LOWEST_BITS) & ~zeroes & HIGHEST_BITS) != 0;
		}

		@Override
		public int wholeMessagesEnd(ByteBuffer input) {
			for (int index = input.limit() - 1; index >= input.position(); index--) {
				if (input.get(index) == SEPARATOR) {
					return index + 1;
				}
			}
			return input.position();
		}

	},

	/** Each message starts with its length as a varint. */
	LENGTH_PREFIX {

		@Override
		public int messageEnd(ByteBuffer input, int from) {
			long length = 0;
			for (int count = 0; count < MAX_PREFIX; count++) {
				if (from + count >= input.limit()) {
					return INCOMPLETE;
				}
				byte current = input.get(from + count);
				length |= (current & 0x7FL) << (7 * count);
				if (current >= 0) {
					return end(input, from + count + 1, length);
				}
			}
			throw tooLarge();
		}

		private int end(ByteBuffer input, int bodyStart, long length) {
			if (length > Integer.MAX_VALUE) {
				throw tooLarge();
			}
			return (length > input.limit() - bodyStart) ? INCOMPLETE : bodyStart + (int) length;
		}

		private HubProtocolException tooLarge() {
			return new HubProtocolException("Messages over 2GB in size are not supported.");
		}

		@Override
		public int wholeMessagesEnd(ByteBuffer input) {
			int end = input.position();
			int next = messageEnd(input, end);
			while (next != INCOMPLETE) {
				end = next;
				next = (end < input.limit()) ? messageEnd(input, end) : INCOMPLETE;
			}
			return end;
		}

	};

	/** Answer of {@link #messageEnd} when the message is not whole yet. */
	public static final int INCOMPLETE = -1;

	/** Ends each JSON message and both handshake messages. */
	public static final byte SEPARATOR = 0x1E;

	private static final int MAX_PREFIX = 5;

	private static final long LOWEST_BITS = 0x0101010101010101L;

	private static final long HIGHEST_BITS = 0x8080808080808080L;

	private static final long SEPARATORS = SEPARATOR * LOWEST_BITS;

	/**
	 * Framing of a hub protocol.
	 * @param protocol name of the hub protocol, in any case
	 * @return its framing, or {@code null} for a protocol that is not known
	 */
	public static @Nullable HubFraming of(String protocol) {
		return switch (protocol.toLowerCase(java.util.Locale.ROOT)) {
			case "json" -> RECORD_SEPARATOR;
			case "messagepack", "blazorpack" -> LENGTH_PREFIX;
			default -> null;
		};
	}

	/**
	 * Where the message that starts at a position ends.
	 * @param input the bytes; position and limit stay as they are
	 * @param from absolute position of the message's first byte
	 * @return absolute position behind the message, separator or prefix included, or
	 * {@link #INCOMPLETE}
	 * @throws HubProtocolException if a length prefix is out of range
	 */
	public abstract int messageEnd(ByteBuffer input, int from);

	/**
	 * Where the last whole message between position and limit ends.
	 * @param input the bytes; position and limit stay as they are
	 * @return absolute position behind the last whole message, or the buffer's position
	 * when there is none
	 * @throws HubProtocolException if a length prefix is out of range
	 */
	public abstract int wholeMessagesEnd(ByteBuffer input);

}
