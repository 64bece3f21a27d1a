// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.cost;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.awaitility.Awaitility;

import io.github.signalrelay.relay.RawSocket;

/**
 * Many clients that read what comes and count its bytes, on a thread of their own.
 */
final class ReadingClients implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	/** So many connect at once. */
	private static final int BATCH = 100;

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicLong received = new AtomicLong();

	/** Connects clients, and waits until their handshakes are answered. */
	void connect(int port, String uri, String protocol, int count) {
		Bootstrap bootstrap = new Bootstrap().group(this.loops).channel(NioSocketChannel.class);
		int before = this.open.get();
		for (int number = 1; number <= count; number++) {
			bootstrap.clone().handler(new Client(uri, protocol)).connect("127.0.0.1", port).syncUninterruptibly();
			if (number % BATCH == 0 || number == count) {
				await(this.open::get, before + number);
			}
		}
	}

	/** Waits until all clients together have received so many bytes of messages. */
	void awaitReceived(long bytes) {
		await(this.received::get, bytes);
	}

	long received() {
		return this.received.get();
	}

	private static void await(LongSupplier value, long expected) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.atMost(LIMIT)
			.until(() -> value.getAsLong() >= expected);
	}

	@Override
	public void close() {
		this.loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
	}

	/** Upgrades, shakes hands, then counts. */
	private final class Client extends SimpleChannelInboundHandler<ByteBuf> {

		private static final String END_OF_HEAD = "\r\n\r\n";

		private static final String SHAKEN = "{}\u001e";

		private final String uri;

		private final String protocol;

		private String beginning = "";

		private boolean shaken;

		Client(String uri, String protocol) {
			this.uri = uri;
			this.protocol = protocol;
		}

		@Override
		public void channelActive(ChannelHandlerContext ctx) {
			ctx.writeAndFlush(Unpooled.wrappedBuffer(RawSocket.upgradeRequest(this.uri)));
		}

		@Override
		protected void channelRead0(ChannelHandlerContext ctx, ByteBuf data) {
			if (this.shaken) {
				ReadingClients.this.received.addAndGet(data.readableBytes());
				return;
			}
			boolean upgraded = this.beginning.contains(END_OF_HEAD);
			this.beginning += data.toString(StandardCharsets.UTF_8);
			if (this.beginning.endsWith(SHAKEN)) {
				this.shaken = true;
				this.beginning = "";
				ReadingClients.this.open.incrementAndGet();
			}
			else if (!upgraded && this.beginning.contains(END_OF_HEAD)) {
				String request = "{\"protocol\":\"" + this.protocol + "\",\"version\":1}\u001e";
				ctx.writeAndFlush(Unpooled
					.wrappedBuffer(RawSocket.frame(0x80 | RawSocket.TEXT, request.getBytes(StandardCharsets.UTF_8))));
			}
		}

	}

}
