// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * Whole hub messages that wait for the next poll, shared with other clients where they
 * were sent to many. Owned by the event loop of the connection.
 */
final class PollQueue {

	/** About what a message costs beside its bytes while it waits. */
	private static final int OVERHEAD = 64;

	private final Queue<ByteBuf> messages = new ArrayDeque<>(4);

	private long bytes;

	/** Takes a message over. */
	void add(ByteBuf message) {
		this.bytes += message.readableBytes() + OVERHEAD;
		this.messages.add(message);
	}

	boolean isEmpty() {
		return this.messages.isEmpty();
	}

	/** Bytes that wait, bookkeeping included. */
	long bytes() {
		return this.bytes;
	}

	/** All messages one behind the other, not copied; the caller's from now on. */
	ByteBuf takeAll(ByteBufAllocator allocator) {
		this.bytes = 0;
		ByteBuf first = this.messages.poll();
		if (first == null) {
			throw new IllegalStateException("Nothing waits");
		}
		if (this.messages.isEmpty()) {
			return first;
		}
		CompositeByteBuf all = allocator.compositeBuffer(1 + this.messages.size()).addComponent(true, first);
		for (ByteBuf next = this.messages.poll(); next != null; next = this.messages.poll()) {
			all.addComponent(true, next);
		}
		return all;
	}

	void clear() {
		this.bytes = 0;
		this.messages.forEach(ByteBuf::release);
		this.messages.clear();
	}

}
