// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;

/**
 * One hub message, framed once for a kind of transport and written to any number of
 * clients. Server frames of WebSockets are not masked, and events of an event stream and
 * bodies of long polls are the same for everyone, so the same bytes fit all.
 * <p>
 * A WebSocket frame has a compressed form beside the plain one, made when the first
 * client that can read it gets the frame, on whichever event loop that is.
 * <p>
 * Reference-counted: who made it, or {@link #retain retained} it for another event loop,
 * must {@link #release} it. Each write takes its own share of the buffer.
 */
public final class SharedFrame extends AbstractReferenceCounted {

	/**
	 * Where frames for many clients should come from. Shares of its buffers are used
	 * again; each share of a buffer of Netty's adaptive allocator, which is the default
	 * one, would be an object of 40 bytes.
	 */
	public static final ByteBufAllocator FOR_MANY = PooledByteBufAllocator.DEFAULT;

	private static final int TEXT = 0x81;

	private static final int BINARY = 0x82;

	/** Most bytes in front of the payload of a WebSocket frame. */
	public static final int MAX_HEADER = 10;

	private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

	/** Digits of a chunk size, and line ends around a chunk. */
	private static final int MAX_CHUNK_FRAMING = 16;

	private final ByteBuf buffer;

	private final int trackableMessages;

	/** What {@link #joined} was made of; empty for an ordinary frame. */
	private final List<SharedFrame> parts;

	/** Bytes of HTTP chunk framing in front of the content. */
	private final int before;

	/** Bytes of HTTP chunk framing behind the content. */
	private final int behind;

	/**
	 * What goes to clients that have agreed on compression: a buffer of its own, or the
	 * plain one where that is no larger. Made once, under this object's monitor.
	 */
	private volatile @Nullable ByteBuf deflated;

	private SharedFrame(ByteBuf buffer, int before, int behind, int trackableMessages) {
		this(buffer, before, behind, trackableMessages, List.of());
	}

	private SharedFrame(ByteBuf buffer, int before, int behind, int trackableMessages, List<SharedFrame> parts) {
		this.buffer = buffer;
		this.before = before;
		this.behind = behind;
		this.trackableMessages = trackableMessages;
		this.parts = parts;
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
		writeWebSocket(payload, text, buffer);
		return new SharedFrame(buffer, 0, 0, trackableMessages);
	}

	/**
	 * Writes a WebSocket frame that nobody shares, {@link #MAX_HEADER} bytes longer than
	 * its payload at most.
	 * @param payload the encoded hub messages
	 * @param text whether they go out as text rather than binary
	 * @param buffer where the frame goes
	 */
	public static void writeWebSocket(Payload payload, boolean text, ByteBuf buffer) {
		int length = payload.length();
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
	}

	/**
	 * Frames a hub message as one event of an event stream (transports reference, section
	 * 5), in a chunk of HTTP/1.1.
	 * @param payload the encoded hub message, a text
	 * @param allocator where the one buffer comes from
	 * @return the frame, with a reference count of 1
	 */
	public static SharedFrame serverSentEvent(Payload payload, ByteBufAllocator allocator) {
		ByteBuf event = allocator.directBuffer(DATA.length + 2 * LINE_END.length + payload.length());
		try {
			writeEvent(payload, event);
			return chunk(event, allocator);
		}
		finally {
			event.release();
		}
	}

	/**
	 * The comment that an event stream begins with, so that clients see it open.
	 * @param allocator where the buffer comes from
	 * @return the frame, with a reference count of 1
	 */
	public static SharedFrame eventStreamComment(ByteBufAllocator allocator) {
		ByteBuf comment = allocator.directBuffer(1 + LINE_END.length).writeByte(':').writeBytes(LINE_END);
		try {
			return chunk(comment, allocator);
		}
		finally {
			comment.release();
		}
	}

	/**
	 * Takes a hub message as it is: bodies of long polls are messages one behind the
	 * other.
	 * @param payload the encoded hub message
	 * @param allocator where the one buffer comes from
	 * @return the frame, with a reference count of 1
	 */
	public static SharedFrame longPolling(Payload payload, ByteBufAllocator allocator) {
		ByteBuf buffer = allocator.directBuffer(payload.length());
		payload.writeTo(buffer::writeBytes);
		return new SharedFrame(buffer, 0, 0, 0);
	}

	/**
	 * Puts frames of one kind behind each other in one buffer, so that a burst of
	 * messages is one write for each client rather than one for each message. Transports
	 * that need them one by one find them in {@link #parts}.
	 * @param frames the frames, two or more, which stay the caller's
	 * @param allocator where the buffer comes from
	 * @return the joined frame, with a reference count of 1
	 */
	public static SharedFrame joined(List<SharedFrame> frames, ByteBufAllocator allocator) {
		int size = 0;
		int messages = 0;
		for (SharedFrame frame : frames) {
			size += frame.size();
			messages += frame.trackableMessages();
		}
		ByteBuf buffer = allocator.directBuffer(size);
		for (SharedFrame frame : frames) {
			buffer.writeBytes(frame.buffer, frame.buffer.readerIndex(), frame.size());
			frame.retain();
		}
		return new SharedFrame(buffer, 0, 0, messages, List.copyOf(frames));
	}

	/**
	 * One line of data for each line of the payload. Messages of the JSON hub protocol
	 * have one line only.
	 */
	private static void writeEvent(Payload payload, ByteBuf event) {
		int start = 0;
		for (int index = 0; index < payload.length(); index++) {
			if (payload.byteAt(index) == '\n') {
				int end = (index > start && payload.byteAt(index - 1) == '\r') ? index - 1 : index;
				writeLine(payload.slice(start, end), event);
				start = index + 1;
			}
		}
		if (!payload.isEmpty()) {
			writeLine(payload.slice(start, payload.length()), event);
		}
		event.writeBytes(LINE_END);
	}

	private static void writeLine(Payload line, ByteBuf event) {
		event.writeBytes(DATA);
		line.writeTo(event::writeBytes);
		event.writeBytes(LINE_END);
	}

	private static SharedFrame chunk(ByteBuf content, ByteBufAllocator allocator) {
		int length = content.readableBytes();
		ByteBuf buffer = allocator.directBuffer(MAX_CHUNK_FRAMING + length);
		// RFC 9112, section 7.1
		buffer.writeCharSequence(Integer.toHexString(length), StandardCharsets.US_ASCII);
		buffer.writeBytes(LINE_END);
		int before = buffer.readableBytes();
		buffer.writeBytes(content).writeBytes(LINE_END);
		return new SharedFrame(buffer, before, LINE_END.length, 0);
	}

	/**
	 * The frames that this one was joined from.
	 * @return the frames in their order, which live as long as this one; empty if it was
	 * not joined
	 */
	public List<SharedFrame> parts() {
		return this.parts;
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

	/** The bytes for whoever reads them at once, without changing its indices. */
	ByteBuf buffer() {
		return this.buffer;
	}

	/**
	 * A share of the buffer for one write; the channel releases it.
	 * @return the share
	 */
	public ByteBuf share() {
		return this.buffer.retainedDuplicate();
	}

	/**
	 * A share of what lies inside the HTTP chunk, for responses that are framed in
	 * another way. The whole where there is no chunk. Not for a frame with
	 * {@link #parts}, whose chunks lie apart.
	 * @return the share
	 */
	public ByteBuf shareContent() {
		return this.buffer.retainedSlice(this.buffer.readerIndex() + this.before, size() - this.before - this.behind);
	}

	/**
	 * The same in compressed form, where that is smaller. Only for WebSockets, and not
	 * for a frame with {@link #parts}: each of these is compressed by itself.
	 * @param codec codec of the present event loop
	 * @return the share
	 */
	public ByteBuf shareDeflated(DeflateCodec codec) {
		ByteBuf made = this.deflated;
		return ((made != null) ? made : deflate(codec)).retainedDuplicate();
	}

	/** Other loops that need it meanwhile wait rather than do the same work. */
	private synchronized ByteBuf deflate(DeflateCodec codec) {
		ByteBuf made = this.deflated;
		if (made == null) {
			ByteBuf smaller = DeflatedFrame.of(this.buffer, codec);
			made = (smaller != null) ? smaller : this.buffer.retain();
			this.deflated = made;
		}
		return made;
	}

	/**
	 * Keeps the frame alive for one more {@link #release}. May be called on any thread.
	 */
	@Override
	public SharedFrame retain() {
		super.retain();
		return this;
	}

	@Override
	public SharedFrame touch(Object hint) {
		this.buffer.touch(hint);
		return this;
	}

	@Override
	protected void deallocate() {
		this.buffer.release();
		this.parts.forEach(SharedFrame::release);
		ByteBuf made = this.deflated;
		if (made != null) {
			made.release();
		}
	}

}
