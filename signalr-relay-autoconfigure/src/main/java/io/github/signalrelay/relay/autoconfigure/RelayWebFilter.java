// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;

/**
 * Answers requests to the relay's paths that are no WebSockets: negotiate, and what is
 * said to clients that try another transport. WebSockets never come here, the relay takes
 * them from the server before.
 */
final class RelayWebFilter implements WebFilter {

	private final Map<String, Function<RelayRequest, RelayResponse>> endpoints;

	RelayWebFilter(Relay relay) {
		String base = relay.settings().basePath();
		this.endpoints = Map.of(base + "/client/negotiate", relay.negotiateEndpoint()::handle, base + "/client",
				relay.otherTransportsEndpoint()::handle, base + "/api/health", relay.healthEndpoint()::handle,
				base + "/api/v1/health", relay.healthEndpoint()::handle);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		Function<RelayRequest, RelayResponse> endpoint = endpoint(request);
		return (endpoint != null) ? write(endpoint.apply(relayRequest(request)), exchange) : chain.filter(exchange);
	}

	/**
	 * Looks at the path as it came: Spring may have put the prefix of a proxy before it.
	 */
	private @Nullable Function<RelayRequest, RelayResponse> endpoint(ServerHttpRequest request) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		String path = received.fullPath();
		return this.endpoints.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
	}

	private static RelayRequest relayRequest(ServerHttpRequest request) {
		String query = request.getURI().getRawQuery();
		return new RelayRequest(request.getMethod().name(), (query != null) ? query : "",
				(name) -> request.getHeaders().getOrEmpty(name));
	}

	private static Mono<Void> write(RelayResponse answer, ServerWebExchange exchange) {
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
