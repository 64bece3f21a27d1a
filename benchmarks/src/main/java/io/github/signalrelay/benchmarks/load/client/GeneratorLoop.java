// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The one event loop of a generator, with what its connections share: memory to read into
 * and to write from, and the connections that have something to flush. All but
 * {@link #eventLoop()} and {@link #close()} belongs to the loop's thread.
 */
public final class GeneratorLoop implements AutoCloseable {

	private static final int CONNECT_MILLIS = 30_000;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("load-generator", true),
			Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

	private final EventLoop loop = this.group.next();

	private final SslContext tls = tls();

	private final FrameWriter frames = new FrameWriter();

	private final List<Client> dirty = new ArrayList<>();

	private byte[] inbound = new byte[64 * 1024];

	private byte[] outbound = new byte[8 * 1024];

	private long now;

	private static SslContext tls() {
		try {
			return SslContextBuilder.forClient()
				.trustManager(InsecureTrustManagerFactory.INSTANCE)
				.endpointIdentificationAlgorithm(null)
				.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("No TLS", ex);
		}
	}

	/**
	 * The event loop.
	 * @return the loop
	 */
	public EventLoop eventLoop() {
		return this.loop;
	}

	/**
	 * Time of the read that is being handled.
	 * @return the time, of {@link System#nanoTime()}
	 */
	public long now() {
		return this.now;
	}

	void tick() {
		this.now = System.nanoTime();
	}

	/** Array to read into; what is in it is gone with the next read. */
	byte[] inbound(int size) {
		if (this.inbound.length < size) {
			this.inbound = new byte[size];
		}
		return this.inbound;
	}

	/** Array to assemble a message in; what is in it is gone with the next message. */
	byte[] outbound(int size) {
		if (this.outbound.length < size) {
			this.outbound = new byte[size];
		}
		return this.outbound;
	}

	FrameWriter frames() {
		return this.frames;
	}

	/**
	 * Has a client flushed when the loop has handled what is ready, once for all that it
	 * writes until then.
	 */
	void flushLater(Client client) {
		if (this.dirty.isEmpty()) {
			this.loop.execute(this::flush);
		}
		this.dirty.add(client);
	}

	private void flush() {
		for (int index = 0; index < this.dirty.size(); index++) {
			this.dirty.get(index).flushIfDirty();
		}
		this.dirty.clear();
	}

	/** Connects; the handler is told by {@code channelActive} or the future. */
	io.netty.channel.ChannelFuture connect(String host, int port, boolean secure, ChannelHandler handler) {
		return new Bootstrap().group(this.loop)
			.channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
			.option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 4096, 64 * 1024))
			.handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					if (secure) {
						channel.pipeline().addLast(GeneratorLoop.this.tls.newHandler(channel.alloc(), host, port));
					}
					channel.pipeline().addLast(handler);
				}
			})
			.connect(host, port);
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly(10_000);
	}

}
