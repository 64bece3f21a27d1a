// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;

/**
 * Passes over whole values, whatever they are, without recursion. Not thread-safe.
 */
final class ValueSkipper {

	private final MessagePackBytes bytes;

	/** Children left in each open container; made when needed. */
	private int @Nullable [] openContainers;

	ValueSkipper(MessagePackBytes bytes) {
		this.bytes = bytes;
	}

	/** As {@link MessagePackReader#skipValue}. */
	void skip() {
		int depth = 0;
		do {
			int children = skipHead();
			if (children > 0) {
				if (depth == MessagePackReader.MAX_DEPTH) {
					throw this.bytes.failure("nested deeper than " + MessagePackReader.MAX_DEPTH);
				}
				openContainers()[depth++] = children;
			}
			else {
				while (depth > 0 && --openContainers()[depth - 1] == 0) {
					depth--;
				}
			}
		}
		while (depth > 0);
	}

	/** Consumes a scalar whole and a container's head; tells how many values follow. */
	private int skipHead() {
		byte head = this.bytes.next();
		switch (MessageFormat.valueOf(head)) {
			case POSFIXINT, NEGFIXINT, NIL, BOOLEAN -> {
			}
			case UINT8, INT8 -> this.bytes.advance(1);
			case UINT16, INT16 -> this.bytes.advance(2);
			case UINT32, INT32, FLOAT32 -> this.bytes.advance(4);
			case UINT64, INT64, FLOAT64 -> this.bytes.advance(8);
			case FIXSTR, STR8, STR16, STR32 -> this.bytes.advance(this.bytes.stringLength(head));
			case BIN8, BIN16, BIN32 -> this.bytes.advance(this.bytes.binaryLength(head));
			case FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16, EXT8, EXT16, EXT32 ->
				this.bytes.advance(1 + this.bytes.extensionLength(head));
			case FIXARRAY, ARRAY16, ARRAY32 -> {
				return this.bytes.arrayLength(head);
			}
			case FIXMAP, MAP16, MAP32 -> {
				return 2 * this.bytes.mapLength(head);
			}
			case NEVER_USED -> throw this.bytes.unexpected("value", head);
		}
		return 0;
	}

	private int[] openContainers() {
		int[] open = this.openContainers;
		if (open == null) {
			open = new int[MessagePackReader.MAX_DEPTH];
			this.openContainers = open;
		}
		return open;
	}

}
