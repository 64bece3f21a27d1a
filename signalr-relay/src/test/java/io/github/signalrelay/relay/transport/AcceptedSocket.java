// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.junit.jupiter.api.Assumptions;

/**
 * A channel without handlers and the client at its other end, which takes little that it
 * does not read.
 */
final class AcceptedSocket implements AutoCloseable {

	private static final int RECEIVE_BUFFER = 16 * 1024;

	private final EventLoopGroup group;

	private final Channel channel;

	private final Socket client = new Socket();

	private AcceptedSocket(IoHandlerFactory handlers, Class<? extends ServerChannel> type)
			throws IOException, InterruptedException {
		this.group = new MultiThreadIoEventLoopGroup(1, handlers);
		BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
		Channel server = new ServerBootstrap().group(this.group)
			.channel(type)
			.childOption(ChannelOption.AUTO_CLOSE, false)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel child) {
					accepted.add(child);
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.sync()
			.channel();
		this.client.setReceiveBufferSize(RECEIVE_BUFFER);
		this.client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(),
				((InetSocketAddress) server.localAddress()).getPort()));
		Channel child = accepted.poll(10, TimeUnit.SECONDS);
		if (child == null) {
			throw new IOException("Nothing was accepted");
		}
		this.channel = child;
	}

	/** With epoll; the test is skipped where there is none. */
	static AcceptedSocket epoll() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Epoll.isAvailable(), "epoll is Linux's");
		return new AcceptedSocket(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
	}

	static AcceptedSocket nio() throws IOException, InterruptedException {
		return new AcceptedSocket(NioIoHandler.newFactory(), NioServerSocketChannel.class);
	}

	Channel channel() {
		return this.channel;
	}

	Socket client() {
		return this.client;
	}

	<T> T onLoop(Callable<T> task) {
		return this.channel.eventLoop().submit(task).syncUninterruptibly().getNow();
	}

	@Override
	public void close() throws IOException {
		this.client.close();
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
