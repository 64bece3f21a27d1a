// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.reference;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;

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
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.process.StandardOutput;

/**
 * L, the yardstick: as little as a Netty server can do per connection and per message.
 * After the upgrade one handler is left, which writes frames that were encoded once and
 * flushes at the end of the event loop's turn. Speaks the plain dialect.
 */
public final class LeanServer {

	/** Name of the variable with the password of the key store. */
	public static final String PASSWORD = "LEAN_KEY_STORE_PASSWORD";

	private static final int BACKLOG = 4096;

	private LeanServer() {
	}

	/**
	 * Serves until the process ends.
	 * @param arguments number of event loops, and for TLS a PKCS #12 file
	 * @throws Exception if it cannot listen
	 */
	public static void main(String[] arguments) throws Exception {
		int loops = Integer.parseInt(arguments[0]);
		SslContext tls = (arguments.length > 1) ? tls(Path.of(arguments[1])) : null;
		IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(loops, transport);
		Channel server = new ServerBootstrap().group(group)
			.channel(serverChannel())
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(connections(group, tls))
			.bind("127.0.0.1", 0)
			.sync()
			.channel();
		StandardOutput.listening(((InetSocketAddress) server.localAddress()).getPort());
	}

	private static Class<? extends ServerChannel> serverChannel() {
		return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
	}

	/** The provider of TLS is the one that Reactor Netty would take. */
	private static SslContext tls(Path keyStore) throws IOException, GeneralSecurityException {
		char[] password = Optional.ofNullable(System.getenv(PASSWORD)).orElse("").toCharArray();
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(keyStore)) {
			store.load(input, password);
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, password);
		return SslContextBuilder.forServer(keys).build();
	}

	private static ChannelInitializer<Channel> connections(EventLoopGroup group, @Nullable SslContext tls) {
		List<LeanLoop> loops = new ArrayList<>();
		for (EventExecutor loop : group) {
			loops.add(new LeanLoop(loop, loops));
		}
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				if (tls != null) {
					channel.pipeline().addLast(tls.newHandler(channel.alloc()));
				}
				LeanUpgrade.install(channel.pipeline(), LeanLoop.of(channel.eventLoop(), loops));
			}

		};
	}

}
