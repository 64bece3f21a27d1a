// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import reactor.netty.resources.LoopResources;

import org.springframework.util.function.SingletonSupplier;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.ServerAccess;

/**
 * Opens service connections over WebSockets, straight on Netty: a hub's connections carry
 * the traffic of thousands of clients, and their reading must be stopped and started at
 * will.
 */
public final class WebSocketServiceLinkOpener implements ServiceLinkOpener {

	/** Larger messages of the service end the connection. */
	private static final int MAXIMUM_MESSAGE_SIZE = 16 * 1024 * 1024;

	/** What paused clients of one connection may send before it is read no more. */
	private static final long PAUSED_BUDGET = 16 * 1024 * 1024;

	private static final int MAXIMUM_UPGRADE_RESPONSE = 64 * 1024;

	private static final String USER_AGENT = userAgent();

	private final ServerAccess access;

	private final Supplier<SslContext> tls;

	private final EventLoopGroup eventLoops;

	private final Class<? extends Channel> channelType;

	private final DnsAddressResolverGroup resolver;

	private final WebSocketTimeouts timeouts;

	private final long pausedBudget;

	/**
	 * Creates an opener that trusts the certificates that Java trusts.
	 * @param access address and token of the endpoint
	 * @param loops where the connections run
	 */
	public WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops) {
		this(access, loops, SingletonSupplier.of(WebSocketServiceLinkOpener::tlsOfJava));
	}

	/**
	 * Creates an opener.
	 * @param access address and token of the endpoint
	 * @param loops where the connections run
	 * @param tls asked for the client's side of TLS by each attempt whose address is
	 * {@code wss}; it has to check the name of the host
	 */
	public WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops, Supplier<SslContext> tls) {
		this(access, loops, tls, WebSocketTimeouts.DEFAULTS, PAUSED_BUDGET);
	}

	WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops, Supplier<SslContext> tls,
			WebSocketTimeouts timeouts, long pausedBudget) {
		this.access = access;
		this.tls = tls;
		this.timeouts = timeouts;
		this.pausedBudget = pausedBudget;
		this.eventLoops = loops.onClient(true);
		this.channelType = loops.onChannelClass(SocketChannel.class, this.eventLoops);
		this.resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
			.datagramChannelType(loops.onChannelClass(DatagramChannel.class, this.eventLoops))
			.socketChannelType(loops.onChannelClass(SocketChannel.class, this.eventLoops)));
	}

	@Override
	public CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener) {
		URI address = this.access.address(request);
		WebSocketServiceLink link = new WebSocketServiceLink(request, listener, this.timeouts, MAXIMUM_MESSAGE_SIZE,
				this.pausedBudget);
		boolean secure = "wss".equalsIgnoreCase(address.getScheme());
		int port = (address.getPort() > 0) ? address.getPort() : (secure ? 443 : 80);
		CompletableFuture<ServiceLink> opened = link.opened();
		WebSocketClientProtocolHandler upgrade = upgradeHandler(request, address);
		SslContext context = secure ? this.tls.get() : null;
		ChannelFuture connecting = new Bootstrap().group(this.eventLoops)
			.channel(this.channelType)
			.resolver(this.resolver)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.timeouts.connect().toMillis())
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					if (context != null) {
						channel.pipeline().addLast(context.newHandler(channel.alloc(), address.getHost(), port));
					}
					addHandlers(channel.pipeline(), upgrade, link);
				}

			})
			.connect(address.getHost(), port);
		connecting.addListener((done) -> {
			if (!done.isSuccess()) {
				opened.completeExceptionally(new IOException(
						"Could not connect to " + address.getHost() + ":" + port + ": " + done.cause().getMessage(),
						done.cause()));
			}
		});
		return opened;
	}

	private WebSocketClientProtocolHandler upgradeHandler(ServiceLinkRequest request, URI address) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + this.access.token(request));
		headers.set("X-ASRS-Server-Id", request.serverId());
		headers.set("Asrs-User-Agent", USER_AGENT);
		headers.set("X-Requested-With", "XMLHttpRequest");
		return new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
			.webSocketUri(address)
			.customHeaders(headers)
			.generateOriginHeader(false)
			.handleCloseFrames(false)
			.maxFramePayloadLength(MAXIMUM_MESSAGE_SIZE)
			.handshakeTimeoutMillis(this.timeouts.handshake().toMillis())
			.build());
	}

	private static void addHandlers(ChannelPipeline pipeline, WebSocketClientProtocolHandler upgrade,
			WebSocketServiceLink link) {
		pipeline.addLast(new ReadClock(link));
		pipeline.addLast(new HttpClientCodec());
		pipeline.addLast(new HttpObjectAggregator(MAXIMUM_UPGRADE_RESPONSE));
		pipeline.addLast(upgrade);
		pipeline.addLast(link);
	}

	private static SslContext tlsOfJava() {
		try {
			return SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("No TLS with the settings of this JVM", ex);
		}
	}

	/** Form of the service protocol reference, 1.2. */
	private static String userAgent() {
		String version = WebSocketServiceLinkOpener.class.getPackage().getImplementationVersion();
		return "signalr-spring-boot-starter/" + ((version != null) ? version : "0") + " (Java "
				+ System.getProperty("java.version") + "; " + System.getProperty("os.name") + "; "
				+ System.getProperty("os.arch") + ")";
	}

	/** Notes every read, also one that brings only a part of a frame. */
	private static final class ReadClock extends ChannelInboundHandlerAdapter {

		private final WebSocketServiceLink link;

		ReadClock(WebSocketServiceLink link) {
			this.link = link;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.link.onBytes();
			context.fireChannelRead(message);
		}

	}

}
