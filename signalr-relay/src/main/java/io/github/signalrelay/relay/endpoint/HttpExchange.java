// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.function.IntConsumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.RequestLine;
import io.github.signalrelay.relay.transport.http.PipelinedRequestGuard;
import io.github.signalrelay.relay.transport.http.RequestBody;
import io.github.signalrelay.relay.transport.longpolling.LongPolling;
import io.github.signalrelay.relay.transport.longpolling.PollAnswer;

/**
 * One HTTP request of a client and its response, as Reactor Netty has them. Never log it:
 * query and headers hold tokens.
 */
public final class HttpExchange {

	// Written with each poll, so in the form that is copied as it is
	private static final AsciiString NOT_KEPT = AsciiString.cached("no-cache, no-store");

	private static final AsciiString LONG_AGO = AsciiString.cached("Thu, 01 Jan 1970 00:00:00 GMT");

	private final HttpServerRequest request;

	private final HttpServerResponse response;

	private final String query;

	private final Channel channel;

	/**
	 * Wraps an exchange.
	 * @param request the request
	 * @param response its response
	 */
	public HttpExchange(HttpServerRequest request, HttpServerResponse response) {
		this.request = request;
		this.response = response;
		this.query = RequestLine.of(request.uri()).query();
		Channel[] found = new Channel[1];
		request.withConnection((connection) -> found[0] = connection.channel());
		this.channel = found[0];
	}

	String method() {
		return this.request.method().name();
	}

	@Nullable String header(String name) {
		return this.request.requestHeaders().get(name);
	}

	ClientRequest head() {
		return new ClientRequest(this.query, this.request.requestHeaders(), this.channel.remoteAddress());
	}

	Channel channel() {
		return this.channel;
	}

	void addHeaders(Map<String, String> headers) {
		headers.forEach(this.response::header);
	}

	/** The request without its body. */
	RelayRequest plainRequest() {
		return new RelayRequest(method(), this.query, this.request.requestHeaders()::getAll);
	}

	/**
	 * Answers with a whole response.
	 */
	Mono<Void> answer(RelayResponse plain) {
		RelayResponse answer = isHttp2() ? plain.withoutReasonPhrase() : plain;
		addHeaders(answer.headers());
		this.response.status(answer.status());
		if (answer.isRefusal()) {
			this.response.keepAlive(false); // nobody reads what the body may still bring
		}
		if (answer.status() != 204) {
			this.response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length()));
		}
		return (answer.body().isEmpty() || "HEAD".equals(method())) ? this.response.send().then()
				: this.response.sendObject(Unpooled.wrappedBuffer(answer.body().toByteArray())).then();
	}

	/**
	 * Whether the request came over HTTP/2, which has no reason phrases.
	 * @return {@code true} if so
	 */
	public boolean isHttp2() {
		return this.channel.pipeline().get(HttpServerCodec.class) == null;
	}

	/**
	 * The body, which can be read once.
	 */
	RequestBody body() {
		return RequestBody.of(this.request);
	}

	/**
	 * Answers when a body was taken.
	 * @param status the status to answer with
	 * @param refused told of the status where it was not taken
	 */
	Mono<Void> answerTaken(Mono<Integer> status, IntConsumer refused) {
		return status.publishOn(Schedulers.fromExecutor(this.channel.eventLoop())).doOnNext((taken) -> {
			if (taken >= 400) {
				refused.accept(taken);
			}
		}).flatMap((taken) -> unlessGone(answer(RelayResponse.text(taken, ""))));
	}

	/** Clients go while they are answered; that is no fault to be reported. */
	private Mono<Void> unlessGone(Mono<Void> written) {
		return written.onErrorComplete((failure) -> !this.channel.isActive());
	}

	/**
	 * Waits for what a transport has to say to a poll, and answers with it.
	 */
	Mono<Void> poll(LongPolling transport) {
		PipelinedRequestGuard guard = PipelinedRequestGuard.on(this.channel);
		return transport.poll(this.channel) // no publishOn: that loses answers when
											// cancelled
			.flatMap(this::write)
			.doOnDiscard(PollAnswer.class, PollAnswer::discard)
			.doFinally((signal) -> PipelinedRequestGuard.off(this.channel, guard));
	}

	private Mono<Void> write(PollAnswer answer) {
		if (!this.channel.isActive()) {
			answer.discard();
			return Mono.empty();
		}
		int length = answer.body().readableBytes();
		this.response.status(answer.status())
			.header(HttpHeaderNames.CACHE_CONTROL, NOT_KEPT)
			.header(HttpHeaderNames.PRAGMA, HttpHeaderValues.NO_CACHE)
			.header(HttpHeaderNames.EXPIRES, LONG_AGO)
			.header(HttpHeaderNames.CONTENT_TYPE,
					answer.binary() ? HttpHeaderValues.APPLICATION_OCTET_STREAM : HttpHeaderValues.TEXT_PLAIN);
		if (answer.status() != 204) {
			this.response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
		}
		Mono<Void> written = (length == 0) ? this.response.send().then()
				: this.response.sendObject(answer.body()).then();
		return unlessGone(written).doFinally((signal) -> whenLeft(answer.poll()::written));
	}

	/**
	 * Reactor Netty is done with a response that it has handed to the channel, where it
	 * may wait for its client. Nothing written behind the codec leaves before it.
	 */
	private void whenLeft(Runnable task) {
		ChannelHandlerContext codec = this.channel.pipeline().context(HttpServerCodec.class);
		if (codec == null) {
			task.run();
		}
		else {
			codec.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((left) -> task.run());
		}
	}

	/**
	 * Sends the headers of an event stream, which no proxy may keep back.
	 */
	Mono<Void> beginEvents() {
		return this.response.status(200)
			.header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
			.header(HttpHeaderNames.CACHE_CONTROL, "no-cache,no-store")
			.header(HttpHeaderNames.PRAGMA, "no-cache")
			.header(HttpHeaderNames.CONTENT_ENCODING, "identity")
			.header("X-Accel-Buffering", "no")
			.sendHeaders()
			.then();
	}

	/**
	 * Whether the response goes out in chunks of HTTP/1.1.
	 */
	boolean isChunked() {
		return this.response.responseHeaders()
			.containsValue(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true);
	}

	@Override
	public String toString() {
		return "HttpExchange[" + method() + "]";
	}

}
