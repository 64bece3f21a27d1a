// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into messages, as far as that needs no understanding of them.
 * Used by one thread at a time.
 */
final class MessageCutter {

	private static final int SEPARATOR = 0x1e;

	private Framing framing;

	private final Consumer<byte[]> messages;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	/** Bytes that the present message lacks; negative while its prefix is read. */
	private long missing = -1;

	private long length;

	private int shift;

	/**
	 * Makes a cutter.
	 * @param framing how messages can be told apart
	 * @param messages takes each message, with separator or prefix
	 */
	MessageCutter(Framing framing, Consumer<byte[]> messages) {
		this.framing = framing;
		this.messages = messages;
	}

	void add(byte[] more) {
		for (byte value : more) {
			this.bytes.write(value);
			if ((this.framing != Framing.LENGTH) ? value == SEPARATOR : isEnd(value)) {
				this.messages.accept(this.bytes.toByteArray());
				this.bytes.reset();
				this.framing = (this.framing == Framing.LENGTH_AFTER_HANDSHAKE) ? Framing.LENGTH : this.framing;
			}
		}
	}

	private boolean isEnd(byte value) {
		if (this.missing >= 0) {
			this.missing--;
		}
		else {
			this.length |= (long) (value & 0x7f) << this.shift;
			this.shift += 7;
			if (value >= 0) {
				this.missing = this.length;
				this.length = 0;
				this.shift = 0;
			}
		}
		if (this.missing != 0) {
			return false;
		}
		this.missing = -1;
		return true;
	}

	/** What has come of a message that is not whole. */
	byte[] rest() {
		return this.bytes.toByteArray();
	}

	/** How messages can be told apart. */
	enum Framing {

		/** They begin with a length of seven bits a byte, the lowest first. */
		LENGTH,

		/** They end with a record separator. */
		SEPARATOR,

		/** The first ends with a record separator, the others begin with a length. */
		LENGTH_AFTER_HANDSHAKE

	}

}
