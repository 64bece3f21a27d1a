// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.protocol.service.ServiceProtocolException;
import io.github.signalrelay.relay.server.ServerTransport;
import io.github.signalrelay.relay.server.ServerTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;

/**
 * WebSocket of an app server. Messages are encoded on the thread that writes them, queue
 * up for the event loop, and leave together in as few frames as they fit in.
 * <p>
 * The queue may be filled by any thread; all else is owned by the event loop of the
 * channel.
 */
public final class ServerWebSocket extends WebSocketConnection
		implements ServerTransport, ServiceMessageReader.Handler {

	private static final Logger logger = LoggerFactory.getLogger(ServerWebSocket.class);

	/**
	 * Messages are put together up to this size; a larger one gets a frame of its own.
	 */
	private static final int FRAME_SIZE = 32 * 1024;

	/** Room in a frame that more than one message may go into; it grows as needed. */
	private static final int FIRST_CAPACITY = 4 * 1024;

	private final ServerTransportListener listener;

	private final ServiceMessageReader reader;

	private final long pendingLimit;

	private final Queue<byte[]> outgoing = PlatformDependent.newMpscQueue();

	/** Bytes in the queue: its loop may be busy, and nothing else would bound it. */
	private final AtomicLong queued = new AtomicLong();

	/**
	 * Whether the queue has been over its mark since the listener was told last. Set by
	 * writers before they put their message into the queue, so that the drain of that
	 * message sees it.
	 */
	private volatile boolean crossed;

	/** Whether a drain of the queue has been handed to the loop. */
	private final AtomicBoolean draining = new AtomicBoolean();

	private boolean writable = true;

	private @Nullable String closeReason;

	/**
	 * Makes the transport of a channel and what listens to it.
	 * @param channel the channel
	 * @param flushes batch of the channel's loop
	 * @param settings limits of the connection
	 * @param listener makes the listener of this transport; called once, at once
	 */
	public ServerWebSocket(Channel channel, FlushBatch flushes, Settings settings,
			Function<ServerTransport, ServerTransportListener> listener) {
		super(channel, flushes, settings.closeTimeout());
		this.reader = new ServiceMessageReader(settings.maximumMessageSize());
		this.pendingLimit = settings.pendingBytes();
		this.listener = listener.apply(this);
	}

	@Override
	public void write(ServiceMessage message) {
		byte[] bytes = ServiceMessageWriter.write(message);
		if (this.queued.addAndGet(bytes.length) > queueMark()) {
			this.crossed = true;
		}
		this.outgoing.add(bytes);
		if (this.draining.compareAndSet(false, true)) {
			onLoop(this::drain);
		}
	}

	private void onLoop(Runnable task) {
		try {
			channel().eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The loop has shut down, and the connection with it
			logger.trace("Dropped work for a closed server connection", ex);
		}
	}

	private void drain() {
		this.draining.set(false); // before the queue is looked at, so that nothing stays
									// in it
		byte[] message = this.outgoing.poll();
		while (message != null) {
			message = writeFrameFrom(message);
		}
		if (output().queuedBytes() > overloadMark()) {
			flushNow(); // what waits only for the end of its batch does not count
		}
		if (output().queuedBytes() > this.pendingLimit) {
			this.closeReason = "App server reads too slowly";
			giveUp();
		}
		tellWritability();
	}

	/**
	 * Writes a frame that begins with a message.
	 * @return the message that did not fit, or {@code null} when the queue is empty
	 */
	private byte @Nullable [] writeFrameFrom(byte[] first) {
		if (first.length > FRAME_SIZE) {
			writeFrame(FrameWriter.binary(channel().alloc(), first.length).writeBytes(first));
			this.queued.addAndGet(-first.length);
			return this.outgoing.poll();
		}
		// Small at first: while an app server does not read, frames wait by the thousand
		int capacity = this.outgoing.isEmpty() ? first.length : Math.max(first.length, FIRST_CAPACITY);
		ByteBuf frame = FrameWriter.beginBinary(channel().alloc(), capacity, FRAME_SIZE);
		byte[] next = first;
		long size = 0;
		while (next != null && frame.maxWritableBytes() >= next.length) {
			frame.writeBytes(next);
			size += next.length;
			next = this.outgoing.poll();
		}
		writeFrame(FrameWriter.endBinary(frame));
		this.queued.addAndGet(-size);
		return next;
	}

	@Override
	public boolean isWritable() {
		return channel().isWritable() && this.queued.get() <= queueMark();
	}

	@Override
	public boolean isOverloaded() {
		return this.queued.get() + output().queuedBytes() > overloadMark();
	}

	/** A loop that is busy for a moment is no reason to stop anybody. */
	private long queueMark() {
		return this.pendingLimit / 16;
	}

	private long overloadMark() {
		return this.pendingLimit / 4;
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		tellWritability();
	}

	/**
	 * Tells of a change, also of one that is over already: somebody may have seen it.
	 */
	private void tellWritability() {
		boolean missed = this.crossed;
		this.crossed = false; // before the look: who crosses the mark now drains later
		boolean now = isWritable();
		if (missed && now) {
			tellWritability(false);
		}
		tellWritability(now);
	}

	private void tellWritability(boolean now) {
		if (now != this.writable && !isOutputClosed()) {
			this.writable = now;
			this.listener.onWritabilityChanged(now);
		}
	}

	@Override
	public void setReading(boolean reading) {
		onLoop(() -> readInput(reading));
	}

	@Override
	public void close(int statusCode, String reason) {
		// Behind the messages that this thread wrote before
		onLoop(() -> {
			if (!isOutputClosed()) {
				drain();
				endWith(statusCode, reason);
			}
		});
	}

	@Override
	protected void receive(ByteBuffer data) {
		try {
			this.reader.read(data, this);
		}
		catch (ServiceProtocolException ex) {
			endWith(CloseCodes.MESSAGE_TOO_BIG, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * From here on nothing passes in either direction. The listener hears of it at once,
	 * not when the app server has answered: clients must not be given to this connection
	 * meanwhile.
	 */
	private void endWith(int statusCode, String reason) {
		this.closeReason = reason;
		startClose(statusCode, reason);
		end(TransportEnd.LOST, reason);
	}

	@Override
	public void onMessage(ServiceMessage message) {
		this.listener.onMessage(message);
	}

	@Override
	public void onUnknownType(int type) {
		this.listener.onUnknownMessage(type);
	}

	@Override
	public void onInvalid(String problem) {
		this.listener.onInvalidMessage(problem);
	}

	@Override
	protected void signOfLife() {
		// App servers show their life with messages
	}

	@Override
	protected void ended(TransportEnd end, String detail) {
		clear();
		this.listener.onClosed((this.closeReason != null) ? this.closeReason : detail);
	}

	private void clear() {
		byte[] message = this.outgoing.poll();
		while (message != null) {
			this.queued.addAndGet(-message.length);
			message = this.outgoing.poll();
		}
	}

	/**
	 * Limits of one server connection.
	 *
	 * @param maximumMessageSize bytes of one message, length prefix not counted
	 * @param pendingBytes bytes that may wait for an app server that does not read; more
	 * ends the connection
	 * @param closeTimeout how long the app server may take to answer our close frame
	 */
	public record Settings(int maximumMessageSize, long pendingBytes, Duration closeTimeout) {

	}

}
