// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.security.RefusalMeters;

/**
 * Watches the heads of HTTP requests, and counts those that never become a request.
 * Connections whose next request does not come to the end of its headers in time are cut:
 * Reactor Netty's own idle timeout starts again with every byte, so that a peer who sends
 * one at a time could hold a connection for hours; its request timeout starts only behind
 * the headers. Heads that cannot be read are passed on, the server answers them.
 * <p>
 * Stands behind the HTTP codec. Owned by the event loop of its channel.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
final class RequestHeadGuard extends ChannelDuplexHandler {

	/** Value of the meter's tag: what was asked for is not known. */
	private static final String ENDPOINT = "http";

	private final Duration first;

	private final Duration next;

	private final RefusalMeters refusals;

	private @Nullable Future<?> timer;

	/** Whether no request has come yet: a connection that rests later is no refusal. */
	private boolean awaitsFirst;

	/** Requests that have come and are being served; the timer rests meanwhile. */
	private int unanswered;

	/**
	 * Makes the handler of one connection.
	 * @param first time for the first request of a connection
	 * @param next time for each later one, from the response before it on
	 * @param refusals counts what never becomes a request
	 */
	RequestHeadGuard(Duration first, Duration next, RefusalMeters refusals) {
		this.first = first;
		this.next = next;
		this.refusals = refusals;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.awaitsFirst = true;
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
		if (message instanceof HttpRequest request) {
			this.unanswered++;
			this.awaitsFirst = false;
			stop();
			if (request.decoderResult().isSuccess() && isAmbiguous(request.headers())) {
				request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("Transfer-Encoding")));
			}
			if (request.decoderResult().isFailure()) {
				this.refusals.count(ENDPOINT, status(request.decoderResult().cause()));
			}
		}
		ctx.fireChannelRead(message);
	}

	/**
	 * Where a body ends that is encoded in more ways than one, or in an unknown one, is
	 * not clear to everybody: a proxy in front may see other requests in it than we do.
	 */
	private static boolean isAmbiguous(HttpHeaders headers) {
		List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
		return !encodings.isEmpty()
				&& (encodings.size() > 1 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0)));
	}

	private static int status(Throwable cause) {
		if (cause instanceof TooLongHttpLineException) {
			return HttpResponseStatus.REQUEST_URI_TOO_LONG.code();
		}
		return (cause instanceof TooLongHttpHeaderException) ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.code()
				: HttpResponseStatus.BAD_REQUEST.code();
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
		this.timer = ctx.executor().schedule(() -> cut(ctx), time.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void cut(ChannelHandlerContext ctx) {
		if (ctx.pipeline().get(HttpServerCodec.class) == null) {
			return; // it speaks HTTP/2 by now, which has other limits
		}
		if (this.awaitsFirst) {
			this.refusals.count(ENDPOINT, HttpResponseStatus.REQUEST_TIMEOUT.code());
		}
		ctx.close();
	}

	private void stop() {
		Future<?> current = this.timer;
		this.timer = null;
		if (current != null) {
			current.cancel(false);
		}
	}

}
