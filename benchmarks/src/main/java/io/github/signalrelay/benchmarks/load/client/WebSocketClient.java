// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

import io.github.signalrelay.benchmarks.load.Dialect;

/**
 * A client on a WebSocket.
 */
final class WebSocketClient extends Client implements FrameReader.Sink {

	private static final int NORMAL_CLOSURE = 1000;

	private final ClientSettings settings;

	private final FrameReader frames = new FrameReader(this);

	private @Nullable HttpResponseReader upgrade;

	private Negotiation.@Nullable Endpoint endpoint;

	private @Nullable Channel channel;

	private @Nullable ByteBuf waiting;

	private boolean aborted;

	WebSocketClient(ClientSettings settings, int index) {
		super(settings, index);
		this.settings = settings;
	}

	@Override
	void begin() {
		if (this.settings.negotiates()) {
			Negotiation.start(this.settings, index(), (found) -> {
				this.endpoint = found;
				connect(found.origin());
			}, this::closed);
		}
		else {
			connect(HttpOrigin.of(this.settings.address()));
		}
	}

	private void connect(HttpOrigin origin) {
		if (this.aborted) {
			return;
		}
		ChannelFuture connect = loop().connect(origin.host(), origin.port(), origin.tls(), new Handler());
		this.channel = connect.channel();
		connect.addListener((done) -> {
			if (!done.isSuccess()) {
				closed("connect: " + done.cause().getMessage());
			}
		});
	}

	@Override
	String progress() {
		if (this.channel == null) {
			return "negotiating";
		}
		return !this.channel.isActive() ? "connecting"
				: ((this.upgrade != null) ? "waiting for the upgrade" : "waiting for the server's first words");
	}

	private void upgrade(ChannelHandlerContext ctx) {
		if (this.settings.dialect() == Dialect.FRAMES) {
			connected();
			return;
		}
		this.upgrade = new HttpResponseReader();
		byte[] request = request().getBytes(StandardCharsets.ISO_8859_1);
		ctx.writeAndFlush(ctx.alloc().directBuffer(request.length).writeBytes(request), ctx.voidPromise());
	}

	private String request() {
		Negotiation.Endpoint negotiated = this.endpoint;
		HttpOrigin origin = (negotiated != null) ? negotiated.origin() : HttpOrigin.of(this.settings.address());
		String target = (negotiated != null) ? negotiated.targetWithToken()
				: this.settings.address().path() + wire().query();
		String protocol = wire().subProtocol();
		return origin.request("GET", target,
				"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
						+ "Sec-WebSocket-Key: c2lnbmFsci1yZWxheS0xMg==\r\n"
						+ ((protocol != null) ? "Sec-WebSocket-Protocol: " + protocol + "\r\n" : ""),
				0);
	}

	private void read(byte[] data, int length) {
		HttpResponseReader response = this.upgrade;
		int at = 0;
		if (response != null) {
			at = response.read(data, 0, length, (body, from, to) -> {
			});
			if (response.status() >= 200) {
				ended("upgrade refused with status " + response.status());
				return;
			}
			if (!response.isDone()) {
				return;
			}
			if (response.status() != 101) {
				response.next();
				return;
			}
			this.upgrade = null;
			connected();
		}
		this.frames.read(data, at, length);
	}

	@Override
	public void data(byte[] data, int from, int to) {
		received(data, from, to);
	}

	@Override
	public void messageEnd() {
		unitEnd();
	}

	@Override
	public void ping(byte[] payload) {
		loop().frames().write(room(payload.length), FrameWriter.PONG, payload, payload.length);
		markDirty();
	}

	@Override
	public void close(byte[] payload) {
		this.frames.stop();
		if (!isLeaving()) {
			int code = (payload.length >= 2) ? ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF) : 0;
			String reason = (payload.length > 2) ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)
					: "";
			closeFrame();
			flushNow();
			ended("closed by the server with code " + code + " " + reason);
		}
		else if (this.channel != null) {
			this.channel.close();
		}
	}

	@Override
	void append(byte[] message, int length) {
		loop().frames().write(room(length), wire().binary() ? FrameWriter.BINARY : FrameWriter.TEXT, message, length);
	}

	private ByteBuf room(int length) {
		ByteBuf buffer = this.waiting;
		if (buffer == null) {
			if (this.channel == null) {
				throw new IllegalStateException("not connected");
			}
			buffer = this.channel.alloc().directBuffer(length + FrameWriter.MAX_HEADER);
			this.waiting = buffer;
		}
		return buffer;
	}

	@Override
	void flushNow() {
		ByteBuf buffer = this.waiting;
		this.waiting = null;
		if (buffer != null && this.channel != null) {
			this.channel.writeAndFlush(buffer, this.channel.voidPromise());
		}
	}

	@Override
	void hangUp() {
		closeFrame();
		flushNow();
	}

	private void closeFrame() {
		byte[] code = { (byte) (NORMAL_CLOSURE >> 8), (byte) NORMAL_CLOSURE };
		loop().frames().write(room(code.length), FrameWriter.CLOSE, code, code.length);
	}

	@Override
	void abort() {
		this.aborted = true;
		this.frames.stop();
		if (this.channel == null) {
			closed("given up while negotiating");
			return;
		}
		if (this.channel.isActive() && isLeaving()) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		this.channel.close();
	}

	@Override
	void reading(boolean on) {
		if (this.channel != null) {
			this.channel.config().setAutoRead(on);
		}
	}

	@Override
	public boolean isWritable() {
		return this.channel != null && this.channel.isWritable();
	}

	private void release() {
		if (this.waiting != null) {
			this.waiting.release();
			this.waiting = null;
		}
	}

	/** Hands out what happens on the channel. */
	private final class Handler extends ChannelInboundHandlerAdapter {

		@Override
		public void channelActive(ChannelHandlerContext ctx) {
			upgrade(ctx);
		}

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			ByteBuf buffer = (ByteBuf) message;
			int length = buffer.readableBytes();
			byte[] data = loop().inbound(length);
			buffer.readBytes(data, 0, length);
			buffer.release();
			if (!WebSocketClient.this.aborted) {
				loop().tick();
				read(data, length);
			}
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext ctx) {
			flushIfDirty();
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext ctx) {
			if (ctx.channel().isWritable()) {
				owner().writable(WebSocketClient.this);
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext ctx) {
			release();
			closed("the server closed the connection without a word");
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			ended(String.valueOf(cause.getMessage()));
		}

	}

}
