// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

import io.github.signalrelay.relay.endpoint.RelayRoutes;

/**
 * Answers the requests to the relay's paths ahead of WebFlux: the relay checks its own
 * tokens and counts its own requests, and filters and observations would be a good part
 * of what a poll costs. WebSockets never come here, the relay takes them from the server
 * before.
 */
final class RelayHttpHandler implements HttpHandler {

	private final RelayRoutes routes;

	private final HttpHandler application;

	/**
	 * Makes the handler.
	 * @param routes the relay's paths
	 * @param application answers everything else
	 */
	RelayHttpHandler(RelayRoutes routes, HttpHandler application) {
		this.routes = routes;
		this.application = application;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		HttpServerResponse sent = ServerHttpResponseDecorator.getNativeResponse(response);
		Mono<Void> answer = this.routes.answer(received, sent);
		return (answer != null) ? answer : this.application.handle(request, response);
	}

}
