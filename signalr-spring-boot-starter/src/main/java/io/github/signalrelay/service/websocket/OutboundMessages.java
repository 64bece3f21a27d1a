// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;

/**
 * Messages on their way into a WebSocket. Any thread adds; the event loop writes all that
 * is there as few frames and flushes once, as soon as it gets to it, so that messages of
 * one moment share a packet and none waits for a timer.
 */
final class OutboundMessages {

	/** Over this number of waiting bytes the link is not writable. */
	static final long HIGH_MARK = 1024 * 1024;

	/** Under this number it is writable again. */
	static final long LOW_MARK = HIGH_MARK / 2;

	private static final int FRAME_SIZE = 32 * 1024;

	private final Channel channel;

	private final Runnable onWritable;

	private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	/** Bytes added and not yet taken by the socket. */
	private final AtomicLong pendingBytes = new AtomicLong();

	private final AtomicBoolean full = new AtomicBoolean();

	OutboundMessages(Channel channel, Runnable onWritable) {
		this.channel = channel;
		this.onWritable = onWritable;
	}

	Channel channel() {
		return this.channel;
	}

	boolean isWritable() {
		return !this.full.get();
	}

	void add(byte[] message) {
		if (!this.channel.isActive()) {
			return;
		}
		if (this.pendingBytes.addAndGet(message.length) > HIGH_MARK) {
			this.full.set(true);
		}
		this.queue.add(message);
		if (this.drainScheduled.compareAndSet(false, true)) {
			this.channel.eventLoop().execute(this::drain);
		}
	}

	/** Writes what waits. Called on the event loop. */
	void drain() {
		this.drainScheduled.set(false);
		boolean written = false;
		for (byte[] message = this.queue.poll(); message != null; message = this.queue.poll()) {
			writeFrames(message);
			written = true;
		}
		if (written) {
			this.channel.flush();
		}
	}

	/** Forgets what waits, after the end. Called on the event loop. */
	void discard() {
		this.queue.clear();
	}

	private void writeFrames(byte[] first) {
		CompositeByteBuf content = Unpooled.compositeBuffer(1024);
		content.addComponent(true, Unpooled.wrappedBuffer(first));
		while (content.readableBytes() < FRAME_SIZE) {
			byte[] next = this.queue.poll();
			if (next == null) {
				break;
			}
			content.addComponent(true, Unpooled.wrappedBuffer(next));
		}
		// Frames are cut without regard to messages: peers limit their size.
		while (content.readableBytes() > FRAME_SIZE) {
			write(content.readRetainedSlice(FRAME_SIZE));
		}
		write(content);
	}

	private void write(ByteBuf content) {
		int size = content.readableBytes();
		this.channel.write(new BinaryWebSocketFrame(content)).addListener((done) -> written(size));
	}

	private void written(int size) {
		if (this.pendingBytes.addAndGet(-size) < LOW_MARK && this.full.compareAndSet(true, false)) {
			this.onWritable.run();
		}
	}

}
