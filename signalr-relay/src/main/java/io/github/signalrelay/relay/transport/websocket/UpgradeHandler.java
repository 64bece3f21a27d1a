// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.relay.security.RequestLine;

/**
 * Stands behind the HTTP codec of an HTTP server and takes requests for the relay's
 * WebSockets out of the stream. Everything else passes untouched.
 * <p>
 * Owned by the event loop of its channel.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures reach the pipeline
final class UpgradeHandler extends ChannelDuplexHandler {

	private static final Logger logger = LoggerFactory.getLogger(UpgradeHandler.class);

	/** The name is that of {@code reactor.netty.ReactorNetty#CONNECTION}. */
	private static final AttributeKey<Object> CONNECTION = AttributeKey.valueOf("$CONNECTION");

	private final Function<String, @Nullable UpgradeEndpoint> endpoints;

	private State state = State.PASSING;

	/** Earlier requests of this connection that the HTTP server has not answered yet. */
	private int unanswered;

	private boolean informational;

	private @Nullable HttpRequest request;

	private boolean complete;

	/**
	 * Makes the handler of one connection.
	 * @param endpoints finds the endpoint of a path, or {@code null}
	 */
	UpgradeHandler(Function<String, @Nullable UpgradeEndpoint> endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (this.state != State.PASSING) {
			collect(ctx, message);
		}
		else if (message instanceof HttpRequest httpRequest && isOurs(httpRequest)) {
			this.state = State.COLLECTING;
			this.request = httpRequest;
			begin(ctx, httpRequest);
		}
		else {
			if (message instanceof HttpRequest) {
				this.unanswered++;
			}
			ctx.fireChannelRead(message);
		}
	}

	private boolean isOurs(HttpRequest httpRequest) {
		return httpRequest.decoderResult().isSuccess() && UpgradeHandshake.isAskedFor(httpRequest)
				&& this.endpoints.apply(RequestLine.of(httpRequest.uri()).path()) != null;
	}

	private void begin(ChannelHandlerContext ctx, HttpRequest httpRequest) {
		if (UpgradeHandshake.hasBody(httpRequest.headers())) {
			this.state = State.WAITING; // for nothing more of this request, which is
										// refused
			proceedWhenAnswered(ctx);
		}
		else {
			collect(ctx, httpRequest);
		}
	}

	/**
	 * Waits for the end of the request: the codec reports it apart, and would send it
	 * after us when it was removed before.
	 */
	private void collect(ChannelHandlerContext ctx, Object message) {
		boolean body = message instanceof HttpContent content && content.content().isReadable();
		boolean last = message instanceof LastHttpContent;
		ReferenceCountUtil.release(message);
		if (this.state == State.COLLECTING && (last || body)) {
			this.state = State.WAITING;
			this.complete = last && !body;
			proceedWhenAnswered(ctx);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.state == State.COLLECTING) {
			ctx.read(); // the HTTP server, which would ask for more, knows nothing of
						// this request
		}
		ctx.fireChannelReadComplete();
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response) {
			this.informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}
		boolean answered = message instanceof LastHttpContent && !this.informational;
		ctx.write(message, promise);
		if (answered && this.unanswered > 0) {
			this.unanswered--;
			if (this.state == State.WAITING && this.unanswered == 0) {
				ctx.executor().execute(() -> proceedWhenAnswered(ctx)); // let the server
																		// flush first
			}
		}
	}

	private void proceedWhenAnswered(ChannelHandlerContext ctx) {
		HttpRequest pending = this.request;
		if (this.state == State.WAITING && this.unanswered == 0 && pending != null && ctx.channel().isActive()) {
			this.state = State.DONE;
			this.request = null;
			RequestLine line = RequestLine.of(pending.uri());
			UpgradeEndpoint endpoint = this.endpoints.apply(line.path());
			carryOut(ctx, pending, endpoint, decide(ctx, pending, line, endpoint));
		}
	}

	private void carryOut(ChannelHandlerContext ctx, HttpRequest pending, @Nullable UpgradeEndpoint endpoint,
			UpgradeAnswer answer) {
		if (answer instanceof UpgradeAnswer.Accepted accepted) {
			upgrade(ctx, pending, accepted);
		}
		else if (answer instanceof UpgradeAnswer.Refused refused) {
			if (endpoint != null) {
				endpoint.refused(refused.status());
			}
			ctx.writeAndFlush(UpgradeHandshake.refuse(refused)).addListener(ChannelFutureListener.CLOSE);
		}
		else if (answer instanceof UpgradeAnswer.Pending later) {
			later.answer().whenComplete((decided, failure) -> ctx.executor().execute(() -> {
				if (ctx.channel().isActive()) {
					carryOut(ctx, pending, endpoint, (failure == null) ? decided : failed(failure));
				}
			}));
		}
	}

	private static UpgradeAnswer failed(Throwable failure) {
		logger.error("A request for a WebSocket failed", failure);
		return UpgradeAnswer.refuse(500);
	}

	/**
	 * The HTTP server knows nothing of this request: without an answer the peer would
	 * wait for ever.
	 */
	private UpgradeAnswer decide(ChannelHandlerContext ctx, HttpRequest pending, RequestLine line,
			@Nullable UpgradeEndpoint endpoint) {
		try {
			return answer(ctx, pending, line, endpoint);
		}
		catch (RuntimeException ex) {
			logger.error("Request for a WebSocket at {} failed", line.path(), ex);
			return UpgradeAnswer.refuse(500);
		}
	}

	private UpgradeAnswer answer(ChannelHandlerContext ctx, HttpRequest pending, RequestLine line,
			@Nullable UpgradeEndpoint endpoint) {
		UpgradeAnswer.Refused refused = UpgradeHandshake.check(pending);
		if (refused != null) {
			return refused;
		}
		if (!this.complete || endpoint == null) {
			return UpgradeAnswer.refuse(400);
		}
		return endpoint
			.answer(new UpgradeRequest(line.path(), line.query(), pending.headers(), ctx.channel().remoteAddress()));
	}

	private void upgrade(ChannelHandlerContext ctx, HttpRequest pending, UpgradeAnswer.Accepted accepted) {
		EventLoop loop = accepted.loop();
		if (loop == null || loop == ctx.channel().eventLoop()) {
			switchProtocols(ctx, pending, accepted);
		}
		else {
			move(ctx.channel(), loop, () -> switchProtocols(ctx, pending, accepted));
		}
	}

	/**
	 * Puts the channel on another loop. Nothing is read meanwhile: Reactor Netty has
	 * switched that off, and the peer has to wait for our answer.
	 */
	private static void move(Channel channel, EventLoop loop, Runnable then) {
		channel.deregister().addListener((left) -> {
			if (!left.isSuccess()) {
				channel.close();
				return;
			}
			loop.register(channel).addListener((registered) -> {
				if (registered.isSuccess() && channel.isActive()) {
					then.run();
				}
				else {
					logger.debug("A channel could not be moved to another loop", registered.cause());
					channel.close();
				}
			});
		});
	}

	private void switchProtocols(ChannelHandlerContext ctx, HttpRequest pending, UpgradeAnswer.Accepted accepted) {
		WebSocketConnection connection = accepted.connection().apply(ctx.channel());
		ctx.writeAndFlush(UpgradeHandshake.switchProtocols(pending, accepted.extensions()));
		// Reactor Netty had switched it off. Before the connection sees early bytes, upon
		// which it may stop reading again
		ctx.channel().config().setAutoRead(true);
		takeOver(ctx.pipeline(), connection);
	}

	private void takeOver(ChannelPipeline pipeline, WebSocketConnection connection) {
		ChannelHandler codec = pipeline.get(HttpServerCodec.class);
		for (ChannelHandler handler : pipeline.toMap().values()) {
			if (handler != codec && handler != this && !(handler instanceof SslHandler)) {
				pipeline.remove(handler);
			}
		}
		pipeline.addLast(connection);
		pipeline.remove(this);
		// The codec hands the bytes that it still holds to its next handler: now ours
		pipeline.remove(codec);
		forgetHttpServer(pipeline.channel());
	}

	/** Reactor Netty keeps an object of its own with the channel, for nobody now. */
	@SuppressWarnings("deprecation") // nobody else uses the attribute any more
	private static void forgetHttpServer(Channel channel) {
		channel.attr(CONNECTION).remove();
	}

	/** What happens to the requests of the connection. */
	private enum State {

		/** They pass on to the HTTP server. */
		PASSING,

		/** A request of ours has begun. */
		COLLECTING,

		/** It is whole, but earlier requests wait for their responses. */
		WAITING,

		/** It was answered. */
		DONE

	}

}
