// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class UnsentLimitTests {

	private static final int LIMIT = 64 * 1024;

	private static final int WRITTEN = 8 * 1024 * 1024;

	private static final int PIECE = 16 * 1024;

	private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

	private EventLoopGroup group;

	private Socket client;

	@AfterEach
	void stop() throws IOException {
		if (this.client != null) {
			this.client.close();
		}
		if (this.group != null) {
			this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		}
	}

	private Channel connect(IoHandlerFactory handlers, Class<? extends ServerChannel> type) throws Exception {
		this.group = new MultiThreadIoEventLoopGroup(1, handlers);
		Channel server = new ServerBootstrap().group(this.group)
			.channel(type)
			.childOption(ChannelOption.AUTO_CLOSE, false)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					UnsentLimitTests.this.accepted.add(channel);
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.sync()
			.channel();
		this.client = new Socket();
		this.client.setReceiveBufferSize(PIECE);
		this.client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(),
				((InetSocketAddress) server.localAddress()).getPort()));
		Channel channel = this.accepted.poll(10, TimeUnit.SECONDS);
		assertThat(channel).isNotNull();
		return channel;
	}

	private Channel connectEpoll() throws Exception {
		Assumptions.assumeTrue(Epoll.isAvailable(), "epoll is Linux's");
		return connect(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
	}

	@Test
	void whatTheClientDoesNotReadWaitsInTheRelay() throws Exception {
		Channel channel = connectEpoll();
		new UnsentLimit(LIMIT).limit(channel);
		for (int written = 0; written < WRITTEN; written += PIECE) {
			channel.write(Unpooled.wrappedBuffer(new byte[PIECE]), channel.voidPromise());
		}
		channel.flush();
		// what the system has taken is the limit, a piece, and what the client's system
		// holds
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.during(Duration.ofMillis(300))
			.untilAsserted(() -> assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes())
				.isGreaterThan(WRITTEN - 4 * LIMIT));
		assertThat(this.client.getInputStream().readNBytes(WRITTEN)).hasSize(WRITTEN);
	}

	@Test
	void withoutALimitTheSystemDecides() throws Exception {
		Channel channel = connectEpoll();
		long before = channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT);
		new UnsentLimit(0).limit(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(before);
		new UnsentLimit(LIMIT).limit(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(LIMIT);
	}

	@Test
	void aClosedSocketIsNoProblem() throws Exception {
		Channel channel = connectEpoll();
		channel.close().sync();
		assertThatNoException().isThrownBy(() -> new UnsentLimit(LIMIT).limit(channel));
	}

	@Test
	void otherTransportsAreLeftAlone() throws Exception {
		Channel channel = connect(NioIoHandler.newFactory(), NioServerSocketChannel.class);
		assertThatNoException().isThrownBy(() -> new UnsentLimit(LIMIT).limit(channel));
	}

}
