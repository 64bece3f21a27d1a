// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpServerCodec;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.http.PipelinedRequestGuard;
import io.github.signalrelay.relay.transport.http.PostedInput;

/**
 * Server-Sent Events of one client (transports reference, section 5). The HTTP server
 * sends the headers and, at the end, closes the response; the events between go straight
 * to the channel.
 * <p>
 * Owned by the event loop of the channel of its response.
 */
public final class EventStream implements HttpClientTransport, FlushBatch.Member {

	private final Channel channel;

	private final EventOutput output;

	/** That of the output, at hand for multicasts. */
	private final @Nullable SocketOutput socket;

	private final FlushBatch flushes;

	private final Duration closeTimeout;

	private final PostedInput input;

	private final ClientTransportListener listener;

	private final @Nullable PipelinedRequestGuard guard;

	private final WritabilityWatch watch;

	private final ChannelFutureListener lost = (closed) -> lost();

	private @Nullable MonoSink<Void> response;

	private boolean dirty;

	private boolean outputClosed;

	private boolean ended;

	/**
	 * Makes the transport of a response whose headers are sent before the loop does
	 * anything else.
	 * @param channel channel of the response
	 * @param chunked whether the response is sent in chunks of HTTP/1.1
	 * @param flushes batch of the channel's loop
	 * @param limits limits of this transport
	 * @param listener makes the listener of this transport; called once, at once, and
	 * must not use the transport yet
	 */
	public EventStream(Channel channel, boolean chunked, FlushBatch flushes, Limits limits,
			Function<HttpClientTransport, ClientTransportListener> listener) {
		ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
		this.channel = channel;
		this.output = (chunked && codec != null) ? new ChunkOutput(codec) : new ContentOutput(channel);
		this.socket = this.output.socket();
		this.flushes = flushes;
		this.closeTimeout = limits.close();
		this.listener = listener.apply(this);
		this.input = new PostedInput(channel.eventLoop(), limits.body(), this.listener::onInput);
		this.guard = PipelinedRequestGuard.on(channel);
		this.watch = WritabilityWatch.on(channel, limits.pendingBytes(),
				(writable) -> this.listener.onOutputFull(!writable));
		channel.closeFuture().addListener(this.lost);
	}

	/**
	 * Begins the stream, when the headers have left.
	 * @return completes when the response may be ended
	 */
	public Mono<Void> open() {
		return Mono.create((sink) -> {
			this.response = sink;
			if (this.ended) {
				sink.success();
				return;
			}
			SharedFrame comment = SharedFrame.eventStreamComment(this.channel.alloc());
			writeShared(comment);
			comment.release();
			flush();
		});
	}

	private void lost() {
		this.outputClosed = true;
		end(TransportEnd.LOST, "Connection was lost");
	}

	@Override
	public EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	@Override
	public TransportType type() {
		return TransportType.SERVER_SENT_EVENTS;
	}

	@Override
	public Mono<Integer> post(Publisher<ByteBuf> body) {
		return this.input.post(body);
	}

	@Override
	public void write(Payload data, boolean text) {
		if (!this.outputClosed) {
			SharedFrame frame = SharedFrame.serverSentEvent(data, this.channel.alloc());
			writeShared(frame);
			frame.release();
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (!this.outputClosed) {
			this.output.write(frame);
			if (!this.dirty) {
				this.dirty = true;
				this.flushes.add(this);
			}
		}
	}

	@Override
	public @Nullable SocketOutput idleOutput() {
		SocketOutput present = this.socket;
		return (present != null && !this.dirty && !this.outputClosed && present.isIdle()) ? present : null;
	}

	@Override
	public void flushBatched() {
		if (this.dirty) {
			flush();
		}
	}

	@Override
	public void flush() {
		this.dirty = false;
		this.output.flush();
	}

	@Override
	public long pendingBytes() {
		return this.output.pendingBytes();
	}

	@Override
	public long sendProgress() {
		return this.output.progress();
	}

	/**
	 * Event streams have no pings that clients answer; their hub pings are sign enough.
	 */
	@Override
	public void probe() {
	}

	@Override
	public void setReading(boolean reading) {
		this.input.setReading(reading);
	}

	@Override
	public void sweep(long now) {
		this.input.sweep(now);
	}

	@Override
	public void close(int statusCode, String reason) {
		if (this.outputClosed) {
			return;
		}
		this.outputClosed = true;
		this.dirty = false;
		this.input.end();
		// An empty content passes the codec and tells when all before it has left
		var timeout = this.channel.eventLoop()
			.schedule(this::abort, this.closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
		this.channel.writeAndFlush(new DefaultHttpContent(Unpooled.EMPTY_BUFFER)).addListener((written) -> {
			timeout.cancel(false);
			end(TransportEnd.CLOSED, "");
		});
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // its end is listened to
	public void abort() {
		this.outputClosed = true;
		this.channel.close();
	}

	private void end(TransportEnd how, String detail) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.channel.closeFuture().removeListener(this.lost);
		PipelinedRequestGuard.off(this.channel, this.guard);
		this.watch.off(this.channel);
		this.input.end();
		MonoSink<Void> sink = this.response;
		if (sink != null) {
			sink.success();
		}
		this.listener.onEnded(how, detail);
	}

	/**
	 * Limits of an event stream.
	 *
	 * @param close how long the client may take to read what was written before its end
	 * @param body how long a body of the client may bring next to nothing
	 * @param pendingBytes bytes that may wait for the client; the listener is told of a
	 * full output over half of them, and again when half of these have left
	 */
	public record Limits(Duration close, Duration body, long pendingBytes) {

	}

}
