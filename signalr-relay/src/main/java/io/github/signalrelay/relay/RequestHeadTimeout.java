// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Cuts HTTP connections whose next request does not come to the end of its headers in
 * time. Reactor Netty's own idle timeout starts again with every byte, so that a peer who
 * sends one at a time could hold a connection for hours; its request timeout starts only
 * behind the headers.
 * <p>
 * Stands behind the HTTP codec. Owned by the event loop of its channel.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
final class RequestHeadTimeout extends ChannelDuplexHandler {

	private final Duration first;

	private final Duration next;

	private @Nullable Future<?> timer;

	/** Requests that have come and are being served; the timer rests meanwhile. */
	private int unanswered;

	/**
	 * Makes the handler of one connection.
	 * @param first time for the first request of a connection
	 * @param next time for each later one, from the response before it on
	 */
	RequestHeadTimeout(Duration first, Duration next) {
		this.first = first;
		this.next = next;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		start(ctx, this.first);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		stop();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		stop();
		ctx.fireChannelInactive();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (message instanceof HttpRequest) {
			this.unanswered++;
			stop();
		}
		ctx.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		if (message instanceof LastHttpContent && !isInformational(message) && --this.unanswered <= 0) {
			this.unanswered = 0;
			start(ctx, this.next);
		}
		ctx.write(message, promise);
	}

	private static boolean isInformational(Object message) {
		return message instanceof HttpResponse response
				&& response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
	}

	private void start(ChannelHandlerContext ctx, Duration time) {
		stop();
		this.timer = ctx.executor().schedule(() -> ctx.close(), time.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void stop() {
		Future<?> current = this.timer;
		this.timer = null;
		if (current != null) {
			current.cancel(false);
		}
	}

}
