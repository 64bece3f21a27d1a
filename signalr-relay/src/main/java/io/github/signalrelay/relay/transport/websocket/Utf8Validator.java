// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Checks that the pieces of a text message together are valid UTF-8 (RFC 3629, table in
 * section 4). Owned by the event loop of its connection.
 */
final class Utf8Validator {

	private static final long HIGH_BITS = 0x8080808080808080L;

	private static final int LOWEST_CONTINUATION = 0x80;

	private static final int HIGHEST_CONTINUATION = 0xBF;

	/** Continuation bytes that the character begun still needs. */
	private int missing;

	/** Range of the next continuation byte; narrower behind E0, ED, F0 and F4. */
	private int lowest = LOWEST_CONTINUATION;

	private int highest = HIGHEST_CONTINUATION;

	/**
	 * Looks at the next piece.
	 * @return whether the text can still become valid
	 */
	boolean accept(ByteBuf bytes, int from, int to) {
		int index = from;
		while (index < to) {
			if (this.missing == 0 && to - index >= Long.BYTES && (bytes.getLong(index) & HIGH_BITS) == 0) {
				index += Long.BYTES;
			}
			else if (!accept(bytes.getUnsignedByte(index++))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether the text may end here.
	 * @return {@code false} within a character
	 */
	boolean isComplete() {
		return this.missing == 0;
	}

	private boolean accept(int value) {
		if (this.missing == 0) {
			return value < LOWEST_CONTINUATION || begin(value);
		}
		if (value < this.lowest || value > this.highest) {
			return false;
		}
		this.lowest = LOWEST_CONTINUATION;
		this.highest = HIGHEST_CONTINUATION;
		this.missing--;
		return true;
	}

	private boolean begin(int value) {
		if (value >= 0xC2 && value <= 0xDF) {
			this.missing = 1;
		}
		else if (value >= 0xE0 && value <= 0xEF) {
			this.missing = 2;
			this.lowest = (value == 0xE0) ? 0xA0 : LOWEST_CONTINUATION; // no overlong
																		// form
			this.highest = (value == 0xED) ? 0x9F : HIGHEST_CONTINUATION; // no surrogate
		}
		else if (value >= 0xF0 && value <= 0xF4) {
			this.missing = 3;
			this.lowest = (value == 0xF0) ? 0x90 : LOWEST_CONTINUATION; // no overlong
																		// form
			this.highest = (value == 0xF4) ? 0x8F : HIGHEST_CONTINUATION; // not above
																			// 10FFFF
		}
		else {
			return false;
		}
		return true;
	}

}
