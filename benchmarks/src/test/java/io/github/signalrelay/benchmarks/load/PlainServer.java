// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/**
 * A server of the plain dialects, made of Netty's own handlers. It may leave out one
 * delivery of many, or answer with something else.
 */
final class PlainServer implements AutoCloseable {

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final ChannelGroup connections = new DefaultChannelGroup(this.group.next());

	private final Channel server;

	private final boolean upgrade;

	private volatile int skipped;

	PlainServer(boolean upgrade) {
		this.upgrade = upgrade;
		this.server = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					init(channel);
				}
			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	private void init(Channel channel) {
		this.connections.add(channel);
		if (this.upgrade) {
			channel.pipeline()
				.addLast(new HttpServerCodec(), new HttpObjectAggregator(8192),
						new WebSocketServerProtocolHandler("/"));
		}
		else {
			channel.pipeline()
				.addLast(
						new WebSocket13FrameDecoder(
								WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(8192).build()),
						new WebSocket13FrameEncoder(false));
		}
		channel.pipeline().addLast(new Commands());
	}

	Address address() {
		return Address.local(((InetSocketAddress) this.server.localAddress()).getPort(), "/");
	}

	/** Keeps the next deliveries to itself. */
	void skip(int deliveries) {
		this.skipped = deliveries;
	}

	int connected() {
		return this.connections.size();
	}

	void disconnectAll() {
		this.connections.close().awaitUninterruptibly(5000);
	}

	@Override
	public void close() {
		this.server.close().awaitUninterruptibly(5000);
		disconnectAll();
		this.group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly(5000);
	}

	/** Echoes and broadcasts. */
	private final class Commands extends SimpleChannelInboundHandler<WebSocketFrame> {

		@Override
		protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
			if (!(frame instanceof TextWebSocketFrame text)) {
				return;
			}
			String message = text.text();
			if (PlainServer.this.skipped > 0) {
				PlainServer.this.skipped = PlainServer.this.skipped - 1;
			}
			else if (message.startsWith("e")) {
				ctx.writeAndFlush(new TextWebSocketFrame(message));
			}
			else {
				PlainServer.this.connections.writeAndFlush(new TextWebSocketFrame(message));
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			ctx.close(); // a client that says what this server does not understand
		}

	}

}
