// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

/**
 * A connection for requests of HTTP/1.1, one at a time, kept alive. Belongs to the
 * generator's event loop.
 */
final class HttpLine extends ChannelInboundHandlerAdapter implements HttpResponseReader.Body {

	private final GeneratorLoop loop;

	private final HttpResponseReader reader = new HttpResponseReader();

	private final Channel channel;

	private @Nullable Response response;

	private boolean closed;

	private String problem = "the server closed the connection";

	HttpLine(GeneratorLoop loop, HttpOrigin origin) {
		this.loop = loop;
		var connect = loop.connect(origin.host(), origin.port(), origin.tls(), this);
		this.channel = connect.channel();
		connect.addListener((done) -> {
			if (!done.isSuccess()) {
				failed(String.valueOf(done.cause().getMessage()));
			}
		});
	}

	/** Whether it can still be used. */
	boolean isOpen() {
		return !this.closed;
	}

	/** Sends a request; none must be under way. */
	void send(String head, byte[] body, int bodyLength, Response receiver) {
		if (this.closed) {
			receiver.failed(this.problem, true);
			return;
		}
		this.response = receiver;
		this.reader.next();
		byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
		ByteBuf request = this.channel.alloc().directBuffer(bytes.length + bodyLength);
		request.writeBytes(bytes).writeBytes(body, 0, bodyLength);
		if (this.channel.isActive()) {
			this.channel.writeAndFlush(request, this.channel.voidPromise());
		}
		else {
			whenActive(request);
		}
	}

	private @Nullable ByteBuf waiting;

	private void whenActive(ByteBuf request) {
		this.waiting = request;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		ByteBuf request = this.waiting;
		this.waiting = null;
		if (request != null) {
			ctx.writeAndFlush(request, ctx.voidPromise());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		ByteBuf buffer = (ByteBuf) message;
		int length = buffer.readableBytes();
		byte[] data = this.loop.inbound(length);
		buffer.readBytes(data, 0, length);
		buffer.release();
		this.loop.tick();
		read(data, length);
	}

	private void read(byte[] data, int length) {
		if (this.response == null) {
			problem("the server sent what nobody asked for");
			return;
		}
		int at = this.reader.read(data, 0, length, this);
		Response done = this.response;
		if (this.reader.isDone() && done != null) {
			this.response = null;
			if (at < length || this.reader.isClosing()) {
				this.closed = true;
				this.channel.close();
			}
			done.end(this.reader.status());
		}
	}

	@Override
	public void body(byte[] data, int from, int to) {
		if (this.response != null) {
			this.response.body(this.reader.status(), data, from, to);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		failed(this.problem);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		problem(String.valueOf(cause.getMessage()));
	}

	private void problem(String text) {
		this.problem = text;
		this.channel.close();
	}

	private void failed(String reason) {
		this.closed = true;
		this.problem = reason;
		if (this.waiting != null) {
			this.waiting.release();
			this.waiting = null;
		}
		Response receiver = this.response;
		this.response = null;
		if (receiver != null) {
			receiver.failed(reason, this.reader.isFresh());
		}
	}

	/** Stops or goes on to read. */
	void reading(boolean on) {
		this.channel.config().setAutoRead(on);
	}

	/** Closes; whoever waits for a response is told. */
	void close() {
		this.channel.close();
	}

	/** Closes by a reset. */
	void reset() {
		if (this.channel.isActive()) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		this.channel.close();
	}

	/** Who takes a response. */
	interface Response {

		void body(int status, byte[] data, int from, int to);

		void end(int status);

		/**
		 * No response, or no whole one, will come.
		 * @param reason why
		 * @param unanswered whether nothing of it came
		 */
		void failed(String reason, boolean unanswered);

	}

}
