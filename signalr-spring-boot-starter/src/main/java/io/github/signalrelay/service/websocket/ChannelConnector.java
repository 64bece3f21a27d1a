// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * Makes TCP connections to services, straight or by way of a proxy. Names are resolved
 * anew by each attempt, with a proxy its own only. Any thread may use it; it never
 * blocks.
 */
final class ChannelConnector {

	private final EventLoopGroup eventLoops;

	private final Class<? extends Channel> channelType;

	private final DnsAddressResolverGroup resolver;

	private final @Nullable ServiceProxy proxy;

	private final Duration timeout;

	ChannelConnector(LoopResources loops, @Nullable ServiceProxy proxy, Duration timeout) {
		this.eventLoops = loops.onClient(true);
		this.channelType = loops.onChannelClass(SocketChannel.class, this.eventLoops);
		this.resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
			.datagramChannelType(loops.onChannelClass(DatagramChannel.class, this.eventLoops))
			.socketChannelType(loops.onChannelClass(SocketChannel.class, this.eventLoops)));
		this.proxy = proxy;
		this.timeout = timeout;
	}

	/**
	 * Makes one attempt.
	 * @param host name or IP address of the service
	 * @param port port of the service
	 * @param handlers adds the handlers of the connection, on its event loop
	 * @return completes when there is a TCP connection, to the proxy where there is one;
	 * fails with what the socket says
	 */
	CompletionStage<Void> connect(String host, int port, Consumer<ChannelPipeline> handlers) {
		CompletableFuture<Void> connected = new CompletableFuture<>();
		ServiceProxy by = this.proxy;
		if (by == null) {
			settle(bootstrap(handlers).resolver(this.resolver).connect(host, port), connected);
			return connected;
		}
		InetSocketAddress service = InetSocketAddress.createUnresolved(host, port);
		this.resolver.getResolver(this.eventLoops.next())
			.resolve(InetSocketAddress.createUnresolved(by.host(), by.port()))
			.addListener((Future<InetSocketAddress> resolved) -> {
				if (!resolved.isSuccess()) {
					connected.completeExceptionally(resolved.cause());
					return;
				}
				InetSocketAddress address = resolved.getNow();
				settle(bootstrap((pipeline) -> {
					pipeline.addLast(by.handler(address, this.timeout));
					handlers.accept(pipeline);
				}).resolver(NoopAddressResolverGroup.INSTANCE).connect(service), connected);
			});
		return connected;
	}

	private Bootstrap bootstrap(Consumer<ChannelPipeline> handlers) {
		return new Bootstrap().group(this.eventLoops)
			.channel(this.channelType)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.timeout.toMillis())
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					handlers.accept(channel.pipeline());
				}

			});
	}

	private static void settle(Future<?> connecting, CompletableFuture<Void> connected) {
		connecting.addListener((done) -> {
			if (done.isSuccess()) {
				connected.complete(null);
			}
			else {
				connected.completeExceptionally(done.cause());
			}
		});
	}

}
