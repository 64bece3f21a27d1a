// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;
import io.github.signalrelay.relay.transport.deflate.MessageInflater;

/**
 * A WebSocket after its upgrade, whoever the peer is: reads frames, answers pings, closes
 * with a handshake in both directions. It is the only handler of its pipeline, but for
 * TLS.
 * <p>
 * Owned by the event loop of its channel: all fields are touched only there.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
public abstract class WebSocketConnection extends ChannelInboundHandlerAdapter
		implements FrameReader.Sink, FlushBatch.Member {

	private static final Logger logger = LoggerFactory.getLogger(WebSocketConnection.class);

	private final Channel channel;

	private final SocketOutput output;

	private final FlushBatch flushes;

	private final Duration closeTimeout;

	private final FrameReader reader;

	private final HeldInput held = new HeldInput();

	/** Most bytes of frames that are gathered in one buffer. */
	private static final int GATHERED = 16 * 1024;

	/** Frames for this peer alone, which wait for the flush behind each other. */
	private @Nullable ByteBuf gathered;

	/** Bytes that were gathered for the last flush, and so may be for the next. */
	private int gatheredLast;

	private boolean dirty;

	/** Whether input is passed on as it comes. */
	private boolean reading = true;

	/** We sent a close frame, or gave the channel up. */
	private boolean outputClosed;

	/** The peer's close frame came, or its input is of no interest any more. */
	private boolean inputClosed;

	private boolean ended;

	/**
	 * Makes the connection of a channel whose upgrade is being answered.
	 * @param channel the channel
	 * @param flushes batch of the channel's loop
	 * @param closeTimeout how long the peer may take to answer our close frame
	 */
	protected WebSocketConnection(Channel channel, FlushBatch flushes, Duration closeTimeout) {
		this(channel, flushes, closeTimeout, null);
	}

	/**
	 * Makes the connection of a channel whose upgrade is being answered.
	 * @param channel the channel
	 * @param flushes batch of the channel's loop
	 * @param closeTimeout how long the peer may take to answer our close frame
	 * @param inflater decompresses what the peer sends, or {@code null} where no
	 * compression was agreed
	 */
	protected WebSocketConnection(Channel channel, FlushBatch flushes, Duration closeTimeout,
			@Nullable MessageInflater inflater) {
		this.channel = channel;
		this.output = SocketOutput.of(channel);
		this.flushes = flushes;
		this.closeTimeout = closeTimeout;
		this.reader = new FrameReader(this, inflater);
	}

	/**
	 * Takes a piece of the peer's data, which is gone when the method returns.
	 * @param data the bytes
	 */
	protected abstract void receive(ByteBuffer data);

	/**
	 * The data received since the last call was one WebSocket message. Neither SignalR
	 * nor the service protocol give a meaning to that, so nothing is done here.
	 * @param text whether it came as text rather than binary
	 */
	protected void messageEnded(boolean text) {
	}

	/**
	 * The peer sent something that is not data.
	 */
	protected abstract void signOfLife();

	/**
	 * Nothing more will come. Called exactly once.
	 * @param end how it ended
	 * @param detail text for the log, empty for an ordinary end
	 */
	protected abstract void ended(TransportEnd end, String detail);

	/**
	 * The channel of this connection. May be called on any thread.
	 * @return the channel
	 */
	protected final Channel channel() {
		return this.channel;
	}

	/**
	 * Whether a close frame was sent or the channel was given up, so that nothing can be
	 * written any more.
	 * @return {@code true} once it ends
	 */
	protected final boolean isOutputClosed() {
		return this.outputClosed;
	}

	/**
	 * Writes a frame, to be flushed with the batch of the loop. Released when nothing can
	 * be written any more.
	 * @param frame the frame, header included
	 */
	protected final void writeFrame(ByteBuf frame) {
		if (this.outputClosed) {
			frame.release();
			return;
		}
		passGathered();
		this.output.write(frame);
		markDirty();
	}

	/**
	 * Whether what is written now would leave behind all that was written before without
	 * any queue.
	 * @return {@code false} also when nothing can be written any more
	 */
	protected final boolean isOutputIdle() {
		return !this.dirty && !this.outputClosed && this.output.isIdle();
	}

	private void markDirty() {
		if (!this.dirty) {
			this.dirty = true;
			this.flushes.add(this);
		}
	}

	/**
	 * Writes a small message that no other peer gets, to be flushed with the batch of the
	 * loop: all such messages of a batch become one write. Without effect when nothing
	 * can be written any more.
	 * @param data the message
	 * @param text whether it goes out as text rather than binary
	 */
	protected final void gather(Payload data, boolean text) {
		if (!this.outputClosed) {
			SharedFrame.writeWebSocket(data, text, roomFor(SharedFrame.MAX_HEADER + data.length()));
			markDirty();
		}
	}

	private ByteBuf roomFor(int size) {
		ByteBuf current = this.gathered;
		if (current != null && current.maxWritableBytes() < size) {
			passGathered();
			current = null;
		}
		if (current == null) {
			int capacity = Math.max(size, this.gatheredLast);
			current = this.channel.alloc().directBuffer(capacity, Math.max(capacity, GATHERED));
			this.gathered = current;
		}
		return current;
	}

	/**
	 * Bytes of frames that were gathered and not handed to the channel yet.
	 * @return the number
	 */
	protected final long gatheredBytes() {
		ByteBuf current = this.gathered;
		return (current != null) ? current.readableBytes() : 0;
	}

	private void passGathered() {
		ByteBuf current = takeGathered();
		if (current != null) {
			this.output.write(current);
		}
	}

	private @Nullable ByteBuf takeGathered() {
		ByteBuf current = this.gathered;
		if (current != null) {
			this.gathered = null;
			this.gatheredLast = current.readableBytes();
		}
		return current;
	}

	private void dropGathered() {
		ByteBuf current = this.gathered;
		if (current != null) {
			this.gathered = null;
			current.release();
		}
	}

	@Override
	public final void flushBatched() {
		if (this.dirty) {
			flushNow();
		}
	}

	/**
	 * Hands what was written to the socket.
	 */
	protected final void flushNow() {
		this.dirty = false;
		ByteBuf current = takeGathered();
		if (current != null) {
			this.output.writeAndFlush(current);
		}
		else {
			this.output.flush();
		}
	}

	/**
	 * The way to the socket.
	 * @return what counts the bytes that wait
	 */
	protected final SocketOutput output() {
		return this.output;
	}

	/**
	 * Starts the closing handshake after what was written.
	 * @param statusCode code of the close frame
	 * @param reason text of the close frame, cut to what it may carry
	 */
	protected final void startClose(int statusCode, String reason) {
		if (this.outputClosed) {
			return;
		}
		ByteBuf frame = FrameWriter.close(this.channel.alloc(), statusCode, reason);
		passGathered();
		this.outputClosed = true;
		this.dirty = false;
		if (this.inputClosed) {
			this.channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
		}
		else {
			this.channel.writeAndFlush(frame);
			passInput(true); // the peer's close frame must get in
		}
		var timeout = this.channel.eventLoop()
			.schedule(this::closeTimedOut, this.closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
		this.channel.closeFuture().addListener((future) -> timeout.cancel(false));
	}

	/**
	 * Whether input is passed on. What the channel has read already waits here meanwhile.
	 * Without effect once the connection ends.
	 * @param wanted {@code false} to leave input in the socket
	 */
	protected final void readInput(boolean wanted) {
		if (!this.outputClosed) {
			passInput(wanted);
		}
	}

	private void passInput(boolean wanted) {
		this.reading = wanted;
		if (wanted && !this.held.isEmpty()) {
			// Not from within the call of who may be about to switch others on as well
			this.channel.eventLoop().execute(this::passHeldInput);
		}
		this.channel.config().setAutoRead(wanted);
	}

	private void passHeldInput() {
		try {
			while (this.reading && !this.held.isEmpty()) {
				ByteBuf input = this.held.poll();
				if (input != null) {
					pass(input);
				}
			}
		}
		catch (RuntimeException ex) {
			this.channel.pipeline().fireExceptionCaught(ex);
		}
	}

	private void closeTimedOut() {
		giveUp();
	}

	/**
	 * Cuts the connection at once.
	 */
	protected final void giveUp() {
		this.outputClosed = true;
		this.inputClosed = true;
		dropGathered();
		this.channel.close();
	}

	@Override
	public final void channelRead(ChannelHandlerContext ctx, Object message) {
		if (!(message instanceof ByteBuf input)) {
			ReferenceCountUtil.release(message);
		}
		else if (this.reading && this.held.isEmpty()) {
			pass(input);
		}
		else {
			// Its loop had found the socket readable before reading was switched off, or
			// the input before it was not read to its end
			this.held.add(input);
		}
	}

	private void pass(ByteBuf input) {
		boolean rest = false;
		try {
			this.reader.read(input);
			rest = input.isReadable() && !this.inputClosed;
		}
		catch (WebSocketViolation violation) {
			violated(violation);
		}
		finally {
			if (rest) {
				this.held.putBack(input);
			}
			else {
				input.release();
			}
		}
	}

	private void violated(WebSocketViolation violation) {
		this.inputClosed = true;
		startClose(violation.statusCode(), String.valueOf(violation.getMessage()));
		end((violation.statusCode() == CloseCodes.MESSAGE_TOO_BIG) ? TransportEnd.TOO_LARGE
				: TransportEnd.PROTOCOL_ERROR, String.valueOf(violation.getMessage()));
	}

	@Override
	public final boolean wantsInput() {
		return !this.inputClosed;
	}

	@Override
	public final boolean isPaused() {
		return !this.reading;
	}

	@Override
	public final boolean wantsData() {
		return !this.outputClosed;
	}

	@Override
	public final void onData(ByteBuffer data) {
		if (!this.outputClosed) {
			receive(data);
		}
	}

	@Override
	public final void onMessageEnd(boolean text) {
		if (!this.outputClosed) {
			messageEnded(text);
		}
	}

	@Override
	public final void onPing(byte[] payload) {
		signOfLife();
		// A peer that pings without reading gets no answer rather than our memory
		if (this.channel.isWritable()) {
			writeFrame(FrameWriter.pong(this.channel.alloc(), payload));
		}
	}

	@Override
	public final void onPong() {
		signOfLife();
	}

	@Override
	public final void onClose(int statusCode) {
		this.inputClosed = true;
		if (this.outputClosed) {
			this.channel.close();
		}
		else {
			end(TransportEnd.CLOSED, "");
			startClose(statusCode, "");
		}
		end(TransportEnd.CLOSED, "");
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.outputClosed = true;
		this.inputClosed = true;
		dropGathered();
		this.held.release();
		this.reader.close();
		end(TransportEnd.LOST, "Connection was lost");
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		// TLS hands its failures on inside a DecoderException
		if (cause instanceof IOException || cause.getCause() instanceof IOException) {
			logger.debug("WebSocket {} was lost", this.channel.id(), cause);
			giveUp();
			return;
		}
		logger.error("WebSocket {} is closed after an unexpected failure", this.channel.id(), cause);
		this.inputClosed = true;
		startClose(CloseCodes.INTERNAL_ERROR, "Internal error");
		end(TransportEnd.LOST, "Internal error");
	}

	/**
	 * Tells the end, unless it was told before.
	 * @param end how it ended
	 * @param detail text for the log
	 */
	protected final void end(TransportEnd end, String detail) {
		if (!this.ended) {
			this.ended = true;
			ended(end, detail);
		}
	}

}
