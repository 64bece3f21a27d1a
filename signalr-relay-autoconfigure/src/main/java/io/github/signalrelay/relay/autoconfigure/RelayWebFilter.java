// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.Map;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.endpoint.HttpExchange;
import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.RequestLine;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Answers requests to the relay's paths that are no WebSockets: negotiate, and the
 * transports of clients without WebSocket. WebSockets never come here, the relay takes
 * them from the server before.
 */
final class RelayWebFilter implements WebFilter {

	private final Relay relay;

	private final String transports;

	private final String accessKeys;

	private final Map<String, Function<RelayRequest, RelayResponse>> endpoints;

	RelayWebFilter(Relay relay) {
		String base = relay.settings().basePath();
		this.relay = relay;
		this.transports = base + "/client";
		this.accessKeys = base + TokenUse.ACCESS_KEY.path();
		this.endpoints = Map.of(base + "/client/negotiate", relay.negotiateEndpoint()::handle, base + "/api/health",
				relay.healthEndpoint()::handle, base + "/api/v1/health", relay.healthEndpoint()::handle);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		RequestLine line = received(request);
		String path = line.path().endsWith("/") ? line.path().substring(0, line.path().length() - 1) : line.path();
		if (path.equals(this.transports)) {
			return this.relay.transportEndpoint().handle(nativeExchange(exchange));
		}
		if (path.equals(this.accessKeys)) {
			return Mono.fromCompletionStage(this.relay.accessKeyEndpoint().handle(relayRequest(request, line.query())))
				.flatMap((answer) -> write(answer, exchange));
		}
		Function<RelayRequest, RelayResponse> endpoint = this.endpoints.get(path);
		return (endpoint != null) ? write(endpoint.apply(relayRequest(request, line.query())), exchange)
				: chain.filter(exchange);
	}

	/**
	 * Path and query as they came: Spring may have put the prefix of a proxy before the
	 * path, and Reactor Netty resolves dots, which only somebody hostile sends.
	 */
	private static RequestLine received(ServerHttpRequest request) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		return RequestLine.of(received.uri());
	}

	/**
	 * These transports hold responses open and write to them from the relay's event
	 * loops, so they work on Reactor Netty's own request and response.
	 */
	private static HttpExchange nativeExchange(ServerWebExchange exchange) {
		HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
		return new HttpExchange(request, response);
	}

	private static RelayRequest relayRequest(ServerHttpRequest request, String query) {
		return new RelayRequest(request.getMethod().name(), query, (name) -> request.getHeaders().getOrEmpty(name));
	}

	private static Mono<Void> write(RelayResponse plain, ServerWebExchange exchange) {
		RelayResponse answer = nativeExchange(exchange).isHttp2() ? plain.withoutReasonPhrase() : plain;
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
		HttpHeaders headers = response.getHeaders();
		answer.headers().forEach(headers::set);
		headers.setContentLength(answer.body().length());
		if (answer.body().isEmpty() || "HEAD".equals(exchange.getRequest().getMethod().name())) {
			return response.setComplete();
		}
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body().toByteArray())));
	}

}
