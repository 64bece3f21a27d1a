// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Compresses for all connections of one event loop, which need no memory of their own for
 * that: every message begins anew (RFC 7692, section 7.2).
 * <p>
 * Owned by its event loop.
 */
public final class DeflateCodec {

	/**
	 * Smaller messages go out as they are. They fit in one packet anyway, and hardly
	 * shrink where each begins anew.
	 */
	public static final int THRESHOLD = 1024;

	/** End of what a flush gives, which is left out (RFC 7692, section 7.2.1). */
	private static final int TRAILER = 4;

	/** With less than 7 bytes, zlib would mark the end of the flush time and again. */
	private static final int LEAST_ROOM = 64;

	private static final int OUTPUT_BYTES = 8 * 1024;

	private static final int MOST_IDLE = 4;

	private final DeflateMeters meters;

	/** Its memory is not the heap's; the JDK frees it when the codec is collected. */
	private @Nullable Deflater deflater;

	private final Deque<Inflater> idle = new ArrayDeque<>(MOST_IDLE);

	private @Nullable ByteBuf output;

	DeflateCodec(DeflateMeters meters) {
		this.meters = meters;
	}

	/**
	 * Appends a message in compressed form, if that is smaller. The meters count it.
	 * @param message the message, {@value #THRESHOLD} bytes or more to be worth it
	 * @param target where to; may have grown to no purpose when the answer is no
	 * @return whether it is smaller and was appended
	 */
	public boolean deflate(ByteBuffer message, ByteBuf target) {
		int size = message.remaining();
		if (size < THRESHOLD) {
			return false;
		}
		Deflater ours = deflater();
		try {
			ours.setInput(message);
			int compressed = deflate(ours, target, size);
			if (compressed < 0) {
				return false;
			}
			this.meters.deflated(size, compressed);
			return true;
		}
		finally {
			ours.reset();
		}
	}

	private Deflater deflater() {
		Deflater known = this.deflater;
		if (known == null) {
			// Fast rather than small: it runs on an event loop
			known = new Deflater(Deflater.BEST_SPEED, true);
			this.deflater = known;
		}
		return known;
	}

	/** Returns the number of bytes, or -1 where they are not fewer than before. */
	private static int deflate(Deflater deflater, ByteBuf target, int size) {
		int begin = target.writerIndex();
		while (true) {
			target.ensureWritable(LEAST_ROOM);
			ByteBuffer room = target.nioBuffer(target.writerIndex(), target.writableBytes());
			int count = deflater.deflate(room, Deflater.SYNC_FLUSH);
			target.writerIndex(target.writerIndex() + count);
			int written = target.writerIndex() - begin;
			if (written - TRAILER >= size) {
				return -1;
			}
			if (room.hasRemaining()) { // else there may be more of the flush
				target.writerIndex(begin + written - TRAILER);
				return written - TRAILER;
			}
		}
	}

	/**
	 * Something that decompresses the messages of one connection.
	 * @param burst bytes that may come out of next to nothing, over all messages
	 * @return what decompresses, to be closed with the connection
	 */
	public MessageInflater newInflater(long burst) {
		return new MessageInflater(this, burst);
	}

	/** Hands an inflater out that stands at the beginning of a message. */
	Inflater take() {
		Inflater known = this.idle.poll();
		return (known != null) ? known : new Inflater(true);
	}

	/** Takes an inflater back, whatever its state. */
	void giveBack(Inflater inflater) {
		if (this.idle.size() < MOST_IDLE) {
			inflater.reset();
			this.idle.push(inflater);
		}
		else {
			inflater.end();
		}
	}

	/**
	 * Where inflaters write to; used by one of them at a time, and by none across calls.
	 */
	ByteBuf output() {
		ByteBuf known = this.output;
		if (known == null) {
			known = Unpooled.wrappedBuffer(new byte[OUTPUT_BYTES]); // not pooled: nobody
																	// releases it
			this.output = known;
		}
		return known;
	}

}
