// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
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

	private final @Nullable ServiceProxy proxy;

	private final ChannelConnector connector;

	private final WebSocketTimeouts timeouts;

	private final long pausedBudget;

	/**
	 * Creates an opener that trusts the certificates that Java trusts.
	 * @param access address and token of the endpoint
	 * @param loops where the connections run
	 * @param proxy proxy on the way to the endpoint, or {@code null}
	 */
	public WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops, @Nullable ServiceProxy proxy) {
		this(access, loops, proxy, SingletonSupplier.of(WebSocketServiceLinkOpener::tlsOfJava));
	}

	/**
	 * Creates an opener.
	 * @param access address and token of the endpoint
	 * @param loops where the connections run
	 * @param proxy proxy on the way to the endpoint, or {@code null}
	 * @param tls asked for the client's side of TLS by each attempt whose address is
	 * {@code wss}; it has to check the name of the host
	 */
	public WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops, @Nullable ServiceProxy proxy,
			Supplier<SslContext> tls) {
		this(access, loops, proxy, tls, WebSocketTimeouts.DEFAULTS, PAUSED_BUDGET);
	}

	WebSocketServiceLinkOpener(ServerAccess access, LoopResources loops, @Nullable ServiceProxy proxy,
			Supplier<SslContext> tls, WebSocketTimeouts timeouts, long pausedBudget) {
		this.access = access;
		this.tls = tls;
		this.timeouts = timeouts;
		this.pausedBudget = pausedBudget;
		this.proxy = proxy;
		this.connector = new ChannelConnector(loops, proxy, timeouts.connect());
	}

	@Override
	public CompletionStage<ServiceLink> open(ServiceLinkRequest request, ServiceLinkListener listener) {
		return this.access.token(request).thenCompose((token) -> connect(request, listener, token));
	}

	private CompletionStage<ServiceLink> connect(ServiceLinkRequest request, ServiceLinkListener listener,
			String token) {
		URI address = this.access.address(request);
		UpgradeFailures failures = new UpgradeFailures(address, token, this.proxy, Clock.systemUTC());
		WebSocketServiceLink link = new WebSocketServiceLink(request, listener, this.timeouts, failures,
				MAXIMUM_MESSAGE_SIZE, this.pausedBudget);
		int port = UpgradeFailures.portOf(address);
		WebSocketClientProtocolHandler upgrade = upgradeHandler(request, address, token);
		SslContext context = "wss".equalsIgnoreCase(address.getScheme()) ? this.tls.get() : null;
		this.connector.connect(address.getHost(), port, (pipeline) -> {
			if (context != null) {
				pipeline.addLast(context.newHandler(pipeline.channel().alloc(), address.getHost(), port));
			}
			addHandlers(pipeline, upgrade, link, failures);
		}).exceptionally((failure) -> {
			link.opened().completeExceptionally(new IOException(failures.describe(failure), failure));
			return null;
		});
		return link.opened();
	}

	private WebSocketClientProtocolHandler upgradeHandler(ServiceLinkRequest request, URI address, String token) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
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
			WebSocketServiceLink link, UpgradeFailures failures) {
		pipeline.addLast(new ReadClock(link, failures));
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

		private final UpgradeFailures failures;

		private boolean first = true;

		ReadClock(WebSocketServiceLink link, UpgradeFailures failures) {
			this.link = link;
			this.failures = failures;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.link.onBytes();
			if (this.first && message instanceof ByteBuf bytes && bytes.isReadable()) {
				this.failures.firstByte(bytes.getByte(bytes.readerIndex()));
				this.first = false;
			}
			context.fireChannelRead(message);
		}

	}

}
