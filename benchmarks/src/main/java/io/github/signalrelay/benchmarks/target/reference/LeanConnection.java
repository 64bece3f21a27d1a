// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.reference;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * All that a connection has: reads frames in place and answers the commands of the plain
 * dialect. Guarded by the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a write
final class LeanConnection extends ChannelInboundHandlerAdapter {

	private static final int MASK_LENGTH = 4;

	private static final int SHORT_HEADER = 2;

	private static final int LONG_HEADER = 4;

	private static final int LARGEST_SHORT = 125;

	private static final int TWO_BYTES = 126;

	private static final int FINAL = 0x80;

	private static final int MASKED = 0x80;

	private static final int OPCODE = 0x0F;

	private static final int TEXT = 1;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private final LeanLoop loop;

	private @Nullable ChannelHandlerContext context;

	/** Beginning of a frame, only while the rest of it has not come. */
	private @Nullable ByteBuf partial;

	private int position;

	private boolean dirty;

	LeanConnection(LeanLoop loop) {
		this.loop = loop;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
		this.loop.add(this);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.loop.remove(this);
		if (this.partial != null) {
			this.partial.release();
			this.partial = null;
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf input = joined((ByteBuf) message);
		try {
			boolean whole;
			do {
				whole = frame(context, input);
			}
			while (whole);
			if (input.isReadable()) {
				this.partial = context.alloc().buffer(2 * input.readableBytes()).writeBytes(input);
			}
		}
		finally {
			input.release();
		}
	}

	private ByteBuf joined(ByteBuf input) {
		ByteBuf before = this.partial;
		if (before == null) {
			return input;
		}
		this.partial = null;
		before.writeBytes(input);
		input.release();
		return before;
	}

	/**
	 * Takes a frame.
	 * @return {@code false} if there is no whole one
	 */
	private boolean frame(ChannelHandlerContext context, ByteBuf input) {
		int start = input.readerIndex();
		int available = input.readableBytes();
		if (available < SHORT_HEADER + MASK_LENGTH) {
			return false;
		}
		int second = input.getUnsignedByte(start + 1);
		int length = second & ~MASKED;
		int header = SHORT_HEADER;
		if (length == TWO_BYTES) {
			length = input.getUnsignedShort(start + SHORT_HEADER);
			header = LONG_HEADER;
		}
		else if (length > LARGEST_SHORT || (second & MASKED) == 0) {
			input.skipBytes(available);
			context.close(); // the plain dialect has no such frames
			return false;
		}
		if (available < header + MASK_LENGTH + length) {
			return false;
		}
		input.skipBytes(header + MASK_LENGTH + length);
		unmask(input, start + header, length);
		answer(context, input, start, header, length);
		return true;
	}

	/** Eight bytes at a time. */
	private static void unmask(ByteBuf input, int mask, int length) {
		int key = input.getInt(mask);
		long twice = ((long) key << Integer.SIZE) | (key & 0xFFFFFFFFL);
		int index = mask + MASK_LENGTH;
		int end = index + length;
		for (; index + Long.BYTES <= end; index += Long.BYTES) {
			input.setLong(index, input.getLong(index) ^ twice);
		}
		for (int shift = 56; index < end; index++, shift -= Byte.SIZE) {
			input.setByte(index, input.getByte(index) ^ (int) (twice >>> shift));
		}
	}

	private void answer(ChannelHandlerContext context, ByteBuf input, int start, int header, int length) {
		int payload = start + header + MASK_LENGTH;
		switch (input.getByte(start) & OPCODE) {
			case TEXT -> {
				ByteBuf frame = serverFrame(input, start, header, length);
				if (length > 0 && input.getByte(payload) == 'b') {
					this.loop.broadcast(frame);
				}
				else {
					send(frame);
				}
			}
			case PING -> {
				input.setByte(start, FINAL | PONG);
				send(serverFrame(input, start, header, length));
			}
			case PONG -> {
			}
			case CLOSE -> {
				context.writeAndFlush(serverFrame(input, start, header, length));
				context.close();
			}
			default -> context.close();
		}
	}

	/**
	 * The same frame as a server sends it. It is shorter by the mask: its header takes
	 * the mask's place, and nothing else moves.
	 */
	private static ByteBuf serverFrame(ByteBuf input, int start, int header, int length) {
		int moved = start + MASK_LENGTH;
		if (header == SHORT_HEADER) {
			input.setShort(moved, input.getShort(start) & ~MASKED);
		}
		else {
			input.setInt(moved, input.getInt(start) & ~(MASKED << Short.SIZE));
		}
		return input.retainedSlice(moved, header + length);
	}

	/** Called on the loop. Takes the frame over. */
	void send(ByteBuf frame) {
		ChannelHandlerContext target = this.context;
		if (target == null) {
			frame.release();
			return;
		}
		target.write(frame, target.voidPromise());
		if (!this.dirty) {
			this.dirty = true;
			this.loop.toFlush(this);
		}
	}

	void flush() {
		this.dirty = false;
		ChannelHandlerContext target = this.context;
		if (target != null) {
			target.flush();
		}
	}

	int position() {
		return this.position;
	}

	void position(int position) {
		this.position = position;
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close(); // a client that is gone
	}

}
