// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.function.Supplier;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Puts a handler behind the HTTP/1.1 codec of each connection of a server. Connections
 * that speak HTTP/2 from the TLS handshake on have no such codec and get none.
 */
public final class BehindHttpCodec {

	private final String name;

	private final Supplier<? extends ChannelHandler> handlers;

	/**
	 * Names the handler.
	 * @param name name in the pipeline
	 * @param handlers makes the handler of a connection
	 */
	public BehindHttpCodec(String name, Supplier<? extends ChannelHandler> handlers) {
		this.name = name;
		this.handlers = handlers;
	}

	/**
	 * Changes a server. Of several handlers, that of the last change comes first behind
	 * the codec.
	 * @param server the server, not bound yet
	 * @return the changed server
	 */
	public HttpServer apply(HttpServer server) {
		return server.doOnChannelInit((observer, channel, address) -> install(channel.pipeline()));
	}

	private void install(ChannelPipeline pipeline) {
		// Without TLS, where HTTP/2 is offered too, the codec has no name, and the
		// handler behind it has the first look at upgrades
		ChannelHandlerContext clearText = pipeline.context(HttpServerUpgradeHandler.class);
		boolean added = add((clearText != null) ? clearText.name() : NettyPipeline.HttpCodec, pipeline);
		if (!added && pipeline.get(NettyPipeline.H2OrHttp11Codec) != null) {
			pipeline.addAfter(NettyPipeline.H2OrHttp11Codec, this.name + ".late", new LateCodec());
		}
	}

	private boolean add(String codec, ChannelPipeline pipeline) {
		if (pipeline.get(codec) == null) {
			return false;
		}
		pipeline.addAfter(codec, this.name, this.handlers.get());
		return true;
	}

	/**
	 * With ALPN the codec is put in when the TLS handshake has told the protocol.
	 */
	private final class LateCodec extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
			if (event instanceof SslHandshakeCompletionEvent) {
				add(NettyPipeline.HttpCodec, ctx.pipeline());
				ctx.pipeline().remove(this);
			}
			ctx.fireUserEventTriggered(event);
		}

	}

}
