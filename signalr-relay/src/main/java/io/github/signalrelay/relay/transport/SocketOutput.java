// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of finished bytes to one client's socket. They go through the queue of the
 * channel, or, while nothing waits there, straight to the socket: that touches a few
 * objects of the client rather than some dozens, which is most of what a multicast to
 * thousands costs outside the kernel, and needs no share of the buffer.
 * <p>
 * Only sockets of epoll, in the clear or with {@link TlsRecords}, can be written to like
 * that; with others, all takes the queue. Owned by the event loop of the channel.
 */
public final class SocketOutput {

	private static final Logger logger = LoggerFactory.getLogger(SocketOutput.class);

	private final Channel channel;

	/** Where buffers enter the pipeline. */
	private final ChannelOutboundInvoker entrance;

	private final @Nullable Socket socket;

	/** Makes what the socket gets of what is written, or {@code null} in the clear. */
	private final @Nullable TlsRecords tls;

	/** Whether something may be in the queue: others may have written before us. */
	private boolean queued = true;

	private SocketOutput(Channel channel, ChannelOutboundInvoker entrance, @Nullable Socket socket,
			@Nullable TlsRecords tls) {
		this.channel = channel;
		this.entrance = entrance;
		this.socket = socket;
		this.tls = tls;
	}

	/**
	 * Makes the way to the socket of a channel whose pipeline will hold nothing but TLS
	 * that has to do with output. What others have written before is not overtaken; from
	 * now on nobody else writes.
	 * @param channel the channel
	 * @return the way
	 */
	public static SocketOutput of(Channel channel) {
		TlsRecords tls = TlsRecords.of(channel);
		boolean direct = tls != null || channel.pipeline().get(SslHandler.class) == null;
		return new SocketOutput(channel, channel, direct ? socket(channel) : null, tls);
	}

	/**
	 * Makes the way past a handler that others go on to use. What they have written
	 * before is not overtaken; they do not write as long as this way is used. Where
	 * handlers that have to do with output are nearer to the socket, all takes the queue,
	 * through them.
	 * @param past the handler
	 * @return the way
	 */
	public static SocketOutput past(ChannelHandlerContext past) {
		return new SocketOutput(past.channel(), past, isNearest(past) ? socket(past.channel()) : null, null);
	}

	private static boolean isNearest(ChannelHandlerContext context) {
		for (ChannelHandler handler : context.pipeline().toMap().values()) {
			if (handler == context.handler()) {
				return true;
			}
			if (handler instanceof ChannelOutboundHandler) {
				return false;
			}
		}
		return false;
	}

	/** Sockets of other transports may block, or do not tell how to write to them. */
	private static @Nullable Socket socket(Channel channel) {
		return (channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket) ? socket : null;
	}

	/**
	 * Puts a buffer into the queue, to leave with the next {@link #flush}.
	 * @param buffer the buffer, which is released when it has left
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
	public void write(ByteBuf buffer) {
		this.queued = true;
		this.entrance.write(buffer, this.channel.voidPromise());
	}

	/**
	 * Hands what is in the queue to the socket.
	 */
	public void flush() {
		this.entrance.flush();
	}

	/**
	 * Writes a buffer and hands it to the socket, behind what is in the queue.
	 * @param buffer the buffer, which is released when it has left
	 */
	public void writeAndFlush(ByteBuf buffer) {
		buffer.skipBytes(sendPastQueue(buffer));
		if (buffer.isReadable()) {
			write(buffer);
			flush();
		}
		else {
			buffer.release();
		}
	}

	/**
	 * Writes a frame and hands it to the socket, behind what is in the queue.
	 * @param frame the frame, which stays the caller's
	 */
	public void writeAndFlush(SharedFrame frame) {
		int sent = sendPastQueue(frame.buffer());
		if (sent < frame.size()) {
			write(frame.share().skipBytes(sent));
			flush();
		}
	}

	/**
	 * Whether a frame that is written now goes straight to the socket.
	 * @return {@code false} while something waits before it, and always where there is no
	 * such way
	 */
	public boolean isIdle() {
		return direct() != null;
	}

	/** The socket, if what it gets now comes behind all that was written before. */
	private @Nullable Socket direct() {
		Socket present = this.socket;
		if (present == null || !present.isOpen()) {
			return null; // the number of a closed one may be another connection's
		}
		if (this.queued || this.tls != null) { // whose handler has alerts of its own
			this.queued = queuedBytes() > 0;
		}
		return this.queued ? null : present;
	}

	/** Number of bytes that are on their way, if nothing waits before them. */
	private int sendPastQueue(ByteBuf buffer) {
		Socket direct = direct();
		if (direct == null) {
			return 0;
		}
		TlsRecords records = this.tls;
		return (records != null) ? sendSealed(direct, records, buffer) : send(direct, buffer);
	}

	/** All or nothing: what the socket does not take of a record is queued as it is. */
	private int sendSealed(Socket direct, TlsRecords records, ByteBuf buffer) {
		int size = buffer.readableBytes();
		ByteBuf record = records.seal(buffer);
		if (record == null) {
			return 0;
		}
		record.skipBytes(send(direct, record));
		if (record.isReadable()) {
			this.queued = true;
			records.forward(record);
		}
		else {
			record.release();
		}
		return size;
	}

	/** Number of bytes that the socket took. A failure is for the channel to find. */
	private int send(Socket direct, ByteBuf buffer) {
		if (!buffer.hasMemoryAddress()) {
			return 0;
		}
		try {
			return Math.max(0, direct.sendAddress(buffer.memoryAddress(), buffer.readerIndex(), buffer.writerIndex()));
		}
		catch (IOException ex) {
			logger.debug("The socket of channel {} takes nothing more", this.channel.id(), ex);
			return 0;
		}
	}

	/**
	 * Bytes that the socket has not taken yet.
	 * @return the number, with the bookkeeping of Netty
	 */
	public long pendingBytes() {
		return this.queued ? queuedBytes() : 0;
	}

	/**
	 * The same by the channel's own count, which may be read on any thread.
	 * @return the number, with the bookkeeping of Netty
	 */
	public long queuedBytes() {
		ChannelOutboundBuffer queue = this.channel.unsafe().outboundBuffer();
		return (queue != null) ? queue.totalPendingWriteBytes() : 0;
	}

	/**
	 * Which buffer is at the head of the queue, and how far it has been taken.
	 * @return a mark that changes when the socket takes something of what waits
	 */
	public long progress() {
		ChannelOutboundBuffer queue = this.channel.unsafe().outboundBuffer();
		Object head = (queue != null) ? queue.current() : null;
		long position = (head instanceof ByteBuf buffer) ? buffer.readerIndex() : 0;
		return ((long) System.identityHashCode(head) << 32) | position;
	}

}
