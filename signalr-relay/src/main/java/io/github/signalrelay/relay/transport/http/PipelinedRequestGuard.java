// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an HTTP/1.1 connection whose peer sends another request before a long response has
 * ended. The HTTP server would keep such requests in memory, and a response that lasts
 * for hours gives a peer time to send any number of them. SignalR clients never do this.
 * <p>
 * Owned by the event loop of its channel.
 */
public final class PipelinedRequestGuard extends ChannelInboundHandlerAdapter {

	private PipelinedRequestGuard() {
	}

	/**
	 * Puts a guard on a connection. HTTP/2 needs none: a stream has one request.
	 * @param channel the connection; MUST be called on its loop
	 * @return the guard, or {@code null} where none is needed
	 */
	public static @Nullable PipelinedRequestGuard on(Channel channel) {
		ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
		if (codec == null || channel.pipeline().get(PipelinedRequestGuard.class) != null) {
			return null;
		}
		PipelinedRequestGuard guard = new PipelinedRequestGuard();
		channel.pipeline().addAfter(codec.name(), null, guard);
		return guard;
	}

	/**
	 * Takes a guard off when its response has ended. May be called on any thread.
	 * @param channel the connection
	 * @param guard the guard, or {@code null}
	 */
	public static void off(Channel channel, @Nullable PipelinedRequestGuard guard) {
		if (guard != null && channel.pipeline().context(guard) != null) {
			channel.pipeline().remove(guard);
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (message instanceof HttpRequest) {
			ReferenceCountUtil.release(message);
			ctx.close();
		}
		else {
			ctx.fireChannelRead(message);
		}
	}

}
