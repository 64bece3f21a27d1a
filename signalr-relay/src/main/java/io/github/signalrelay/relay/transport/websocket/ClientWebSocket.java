// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;

/**
 * WebSocket of a client. Owned by the event loop of its channel.
 */
public final class ClientWebSocket extends WebSocketConnection implements ClientTransport {

	/** Largest message that is copied to others, rather than being written by itself. */
	private static final int GATHERED_MESSAGE = 2048;

	/** Part of the mark of a full output that one gathered message may be. */
	private static final int PART_OF_MARK = 16;

	/** The same for this client: what is gathered does not count towards its mark yet. */
	private final int gatheredMessage;

	private final ClientTransportListener listener;

	/** Compresses what the client gets, or {@code null} where that was not agreed. */
	private final @Nullable DeflateCodec codec;

	/**
	 * Makes the transport of a channel without compression, and what listens to it.
	 * @param channel the channel
	 * @param flushes batch of the channel's loop
	 * @param closeTimeout how long the client may take to answer our close frame
	 * @param pendingBytes bytes that may wait for the client
	 * @param listener makes the listener of this transport; called once, at once, and
	 * must not use the transport yet
	 */
	public ClientWebSocket(Channel channel, FlushBatch flushes, Duration closeTimeout, long pendingBytes,
			Function<ClientTransport, ClientTransportListener> listener) {
		this(channel, flushes, Settings.of(closeTimeout, pendingBytes, 0), null, listener);
	}

	/**
	 * Makes the transport of a channel and what listens to it. The listener is told of a
	 * full output over half of the bytes that may wait, and again when half of these have
	 * left.
	 * @param channel the channel
	 * @param flushes batch of the channel's loop
	 * @param settings limits of the connection
	 * @param codec compression of the channel's loop, or {@code null} where it was not
	 * agreed
	 * @param listener makes the listener of this transport; called once, at once, and
	 * must not use the transport yet
	 */
	public ClientWebSocket(Channel channel, FlushBatch flushes, Settings settings, @Nullable DeflateCodec codec,
			Function<ClientTransport, ClientTransportListener> listener) {
		super(channel, flushes, settings.closeTimeout(),
				(codec != null) ? codec.newInflater(settings.inflationBurst()) : null);
		this.codec = codec;
		channel.config().setWriteBufferWaterMark(settings.waterMark());
		this.gatheredMessage = Math.min(GATHERED_MESSAGE, settings.waterMark().high() / PART_OF_MARK);
		this.listener = listener.apply(this);
	}

	@Override
	public EventLoop eventLoop() {
		return channel().eventLoop();
	}

	@Override
	public TransportType type() {
		return TransportType.WEB_SOCKETS;
	}

	@Override
	public void write(Payload data, boolean text) {
		if (isOutputClosed()) {
			return;
		}
		if (this.codec == null && data.length() <= this.gatheredMessage) {
			gather(data, text);
		}
		else {
			SharedFrame frame = SharedFrame.webSocket(data, text, channel().alloc());
			writeFrame(share(frame));
			frame.release();
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (isOutputClosed()) {
			return;
		}
		if (this.codec == null || frame.parts().isEmpty()) {
			writeFrame(share(frame));
		}
		else {
			frame.parts().forEach((part) -> writeFrame(share(part)));
		}
	}

	@Override
	public @Nullable SocketOutput idleOutput() {
		return (this.codec == null && isOutputIdle()) ? output() : null;
	}

	private ByteBuf share(SharedFrame frame) {
		return (this.codec != null) ? frame.shareDeflated(this.codec) : frame.share();
	}

	@Override
	public long pendingBytes() {
		return output().pendingBytes() + gatheredBytes();
	}

	@Override
	public long sendProgress() {
		return output().progress();
	}

	@Override
	public void flush() {
		flushNow();
	}

	@Override
	public void probe() {
		writeFrame(FrameWriter.ping(channel().alloc()));
	}

	@Override
	public void setReading(boolean reading) {
		readInput(reading);
	}

	@Override
	public void close(int statusCode, String reason) {
		startClose(statusCode, reason);
	}

	@Override
	public void abort() {
		giveUp();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		this.listener.onOutputFull(!context.channel().isWritable());
	}

	@Override
	protected void receive(ByteBuffer data) {
		this.listener.onInput(data);
	}

	@Override
	protected void signOfLife() {
		this.listener.onSignOfLife();
	}

	@Override
	protected void ended(TransportEnd end, String detail) {
		this.listener.onEnded(end, detail);
	}

	/**
	 * Limits of one WebSocket of a client.
	 *
	 * @param closeTimeout how long the client may take to answer our close frame
	 * @param waterMark bytes at which the listener is told of a full output; one object
	 * for all connections
	 * @param inflationBurst bytes that may come out of next to nothing in a second, where
	 * messages are compressed
	 */
	public record Settings(Duration closeTimeout, WriteBufferWaterMark waterMark, long inflationBurst) {

		/**
		 * Limits by the bytes that may wait: over half of them the listener is told.
		 * @param closeTimeout how long the client may take to answer our close frame
		 * @param pendingBytes bytes that may wait for the client
		 * @param inflationBurst bytes that may come out of next to nothing in a second
		 * @return the limits
		 */
		public static Settings of(Duration closeTimeout, long pendingBytes, long inflationBurst) {
			int high = (int) Math.min(Integer.MAX_VALUE, Math.max(2, pendingBytes / 2));
			return new Settings(closeTimeout, new WriteBufferWaterMark(high / 2, high), inflationBurst);
		}

	}

}
