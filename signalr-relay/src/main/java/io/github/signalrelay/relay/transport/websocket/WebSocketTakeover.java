// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Makes an {@link HttpServer} give its connections away when a peer asks for a WebSocket
 * at one of the relay's paths. All other requests stay with the server.
 * <p>
 * Works for HTTP/1.1, also where the server speaks HTTP/2 beside it, with or without TLS;
 * WebSockets over HTTP/2 are not offered.
 */
public final class WebSocketTakeover implements UnaryOperator<HttpServer> {

	private static final String NAME = "signalr.upgrade";

	private static final String LATE_CODEC = "signalr.lateCodec";

	private final Map<String, UpgradeEndpoint> endpoints;

	/**
	 * Makes the take-over for some paths.
	 * @param endpoints endpoints by their path, a trailing slash left out
	 */
	public WebSocketTakeover(Map<String, UpgradeEndpoint> endpoints) {
		this.endpoints = Map.copyOf(endpoints);
	}

	@Override
	public HttpServer apply(HttpServer server) {
		return server.doOnChannelInit((observer, channel, address) -> install(channel.pipeline()));
	}

	private void install(ChannelPipeline pipeline) {
		// Without TLS, where HTTP/2 is offered too, the codec has no name, and the
		// handler
		// behind it has the first look at upgrades
		ChannelHandlerContext clearText = pipeline.context(HttpServerUpgradeHandler.class);
		boolean added = addBehind((clearText != null) ? clearText.name() : NettyPipeline.HttpCodec, pipeline);
		if (!added && pipeline.get(NettyPipeline.H2OrHttp11Codec) != null) {
			pipeline.addAfter(NettyPipeline.H2OrHttp11Codec, LATE_CODEC, new LateCodec());
		}
	}

	private boolean addBehind(String codec, ChannelPipeline pipeline) {
		if (pipeline.get(codec) == null) {
			return false;
		}
		pipeline.addAfter(codec, NAME, new UpgradeHandler(this::endpoint));
		return true;
	}

	private @Nullable UpgradeEndpoint endpoint(String path) {
		boolean slash = path.length() > 1 && path.endsWith("/");
		return this.endpoints.get(slash ? path.substring(0, path.length() - 1) : path);
	}

	/**
	 * With ALPN the codec is put in when the TLS handshake has told the protocol.
	 */
	private final class LateCodec extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
			if (event instanceof SslHandshakeCompletionEvent) {
				addBehind(NettyPipeline.HttpCodec, ctx.pipeline());
				ctx.pipeline().remove(this);
			}
			ctx.fireUserEventTriggered(event);
		}

	}

}
