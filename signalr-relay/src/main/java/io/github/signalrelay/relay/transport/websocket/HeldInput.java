// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Input that a channel had read already when its reading was switched off: what one look
 * at its socket brings, and so never much. Owned by the event loop of the channel.
 */
final class HeldInput {

	/** Made when first needed, which it hardly ever is. */
	private @Nullable Deque<ByteBuf> pieces;

	boolean isEmpty() {
		return this.pieces == null || this.pieces.isEmpty();
	}

	/** Takes a piece over. */
	void add(ByteBuf piece) {
		pieces().addLast(piece);
	}

	/** Takes over what is left of the piece that was given away last. */
	void putBack(ByteBuf piece) {
		pieces().addFirst(piece);
	}

	private Deque<ByteBuf> pieces() {
		Deque<ByteBuf> queue = this.pieces;
		if (queue == null) {
			queue = new ArrayDeque<>(2);
			this.pieces = queue;
		}
		return queue;
	}

	/** Gives the oldest piece away, or null when there is none. */
	@Nullable ByteBuf poll() {
		return (this.pieces != null) ? this.pieces.poll() : null;
	}

	void release() {
		ByteBuf piece = poll();
		while (piece != null) {
			piece.release();
			piece = poll();
		}
		this.pieces = null;
	}

}
