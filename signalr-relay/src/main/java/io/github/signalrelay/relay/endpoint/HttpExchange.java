// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntConsumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.http.PipelinedRequestGuard;
import io.github.signalrelay.relay.transport.longpolling.LongPolling;
import io.github.signalrelay.relay.transport.longpolling.PollAnswer;

/**
 * One HTTP request of a client and its response, as Reactor Netty has them. Never log it:
 * query and headers hold tokens.
 */
public final class HttpExchange {

	private static final Map<String, String> POLL_HEADERS = Map.of("Cache-Control", "no-cache, no-store", "Pragma",
			"no-cache", "Expires", "Thu, 01 Jan 1970 00:00:00 GMT");

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
		String uri = request.uri();
		int question = uri.indexOf('?');
		this.query = (question >= 0) ? uri.substring(question + 1) : "";
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

	/**
	 * Answers with a plain text, which clients put into their error message.
	 */
	Mono<Void> answer(int status, String text, Map<String, String> headers) {
		addHeaders(headers);
		this.response.status(status).header(HttpHeaderNames.CONTENT_TYPE, "text/plain");
		if (status >= 400) {
			this.response.keepAlive(false); // nobody reads what the body may still bring
		}
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		if (status != 204) {
			this.response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
		}
		return (body.length == 0) ? this.response.send().then()
				: this.response.sendObject(Unpooled.wrappedBuffer(body)).then();
	}

	/**
	 * Hands the body to a transport and answers when it was taken.
	 * @param refused told of the status where it was not
	 */
	Mono<Void> post(HttpClientTransport transport, IntConsumer refused) {
		return transport.post(this.request.receive())
			.publishOn(Schedulers.fromExecutor(this.channel.eventLoop()))
			.doOnNext((status) -> {
				if (status >= 400) {
					refused.accept(status);
				}
			})
			.flatMap((status) -> unlessGone(answer(status, "", Map.of())));
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
		return transport.poll(this.channel)
			.publishOn(Schedulers.fromExecutor(this.channel.eventLoop()))
			.flatMap(this::write)
			.doOnDiscard(PollAnswer.class, PollAnswer::discard)
			.doFinally((signal) -> PipelinedRequestGuard.off(this.channel, guard));
	}

	private Mono<Void> write(PollAnswer answer) {
		if (!this.channel.isActive()) {
			answer.discard();
			return Mono.empty();
		}
		addHeaders(POLL_HEADERS);
		int length = answer.body().readableBytes();
		this.response.status(answer.status())
			.header(HttpHeaderNames.CONTENT_TYPE, answer.binary() ? "application/octet-stream" : "text/plain");
		if (answer.status() != 204) {
			this.response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
		}
		Mono<Void> written = (length == 0) ? this.response.send().then()
				: this.response.sendObject(answer.body()).then();
		return unlessGone(written).doFinally((signal) -> answer.poll().written());
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
