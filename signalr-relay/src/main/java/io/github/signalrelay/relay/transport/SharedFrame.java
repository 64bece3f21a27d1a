// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import io.github.signalrelay.protocol.Payload;

/**
 * One hub message, framed once for a kind of transport and written to any number of
 * clients. Server frames of WebSockets are not masked, so the same bytes fit everyone.
 * <p>
 * Reference-counted: who made it, or {@link #retain retained} it for another event loop,
 * must {@link #release} it. Each write takes its own share of the buffer.
 */
public final class SharedFrame {

	private static final int TEXT = 0x81;

	private static final int BINARY = 0x82;

	private static final int MAX_HEADER = 10;

	private final ByteBuf buffer;

	private final int trackableMessages;

	private SharedFrame(ByteBuf buffer, int trackableMessages) {
		this.buffer = buffer;
		this.trackableMessages = trackableMessages;
	}

	/**
	 * Frames a hub message as one unfragmented WebSocket message.
	 * @param payload the encoded hub message
	 * @param text whether it goes out as text rather than binary
	 * @param allocator where the one buffer comes from
	 * @return the frame, with a reference count of 1
	 */
	public static SharedFrame webSocket(Payload payload, boolean text, ByteBufAllocator allocator) {
		return webSocket(payload, text, allocator, 0);
	}

	/**
	 * Frames hub messages that may be numbered, as one unfragmented WebSocket message.
	 * @param payload the encoded hub messages
	 * @param text whether they go out as text rather than binary
	 * @param allocator where the one buffer comes from
	 * @param trackableMessages number of messages in it that stateful reconnect counts
	 * @return the frame, with a reference count of 1
	 */
	public static SharedFrame webSocket(Payload payload, boolean text, ByteBufAllocator allocator,
			int trackableMessages) {
		int length = payload.length();
		ByteBuf buffer = allocator.directBuffer(MAX_HEADER + length);
		buffer.writeByte(text ? TEXT : BINARY);
		// RFC 6455, section 5.2
		if (length < 126) {
			buffer.writeByte(length);
		}
		else if (length <= 0xFFFF) {
			buffer.writeByte(126).writeShort(length);
		}
		else {
			buffer.writeByte(127).writeLong(length);
		}
		payload.writeTo(buffer::writeBytes);
		return new SharedFrame(buffer, trackableMessages);
	}

	/**
	 * Number of messages in this frame that stateful reconnect counts.
	 * @return the number, 0 for a ping and its like
	 */
	public int trackableMessages() {
		return this.trackableMessages;
	}

	/**
	 * Bytes that one write of this frame adds to a client's queue.
	 * @return the size with its header
	 */
	public int size() {
		return this.buffer.readableBytes();
	}

	/**
	 * A share of the buffer for one write; the channel releases it.
	 * @return the share
	 */
	public ByteBuf share() {
		return this.buffer.retainedDuplicate();
	}

	/**
	 * Keeps the frame alive for one more {@link #release}. May be called on any thread.
	 * @return this frame
	 */
	public SharedFrame retain() {
		this.buffer.retain();
		return this;
	}

	/**
	 * Gives up one hold on the frame. May be called on any thread.
	 */
	public void release() {
		this.buffer.release();
	}

}
