// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerRoutes;

import io.github.signalrelay.relay.identity.AccessKeyEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiateEndpoint;
import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.RequestLine;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * The relay's paths as routes of Reactor Netty, for a relay with a port of its own.
 */
public final class RelayRoutes implements Consumer<HttpServerRoutes> {

	private final String basePath;

	private final NegotiateEndpoint negotiate;

	private final HttpTransportEndpoint transports;

	private final HealthEndpoint health;

	private final AccessKeyEndpoint accessKeys;

	/**
	 * Makes the routes.
	 * @param basePath path under which they lie, may be empty
	 * @param negotiate answers negotiations
	 * @param transports answers clients without WebSocket
	 * @param health tells whether the relay serves
	 * @param accessKeys gives keys to app servers with an identity
	 */
	public RelayRoutes(String basePath, NegotiateEndpoint negotiate, HttpTransportEndpoint transports,
			HealthEndpoint health, AccessKeyEndpoint accessKeys) {
		this.basePath = basePath;
		this.negotiate = negotiate;
		this.transports = transports;
		this.health = health;
		this.accessKeys = accessKeys;
	}

	@Override
	public void accept(HttpServerRoutes routes) {
		add(routes, "/client/negotiate", this.negotiate::handle);
		routes.route(path("/client"),
				(request, response) -> this.transports.handle(new HttpExchange(request, response)));
		add(routes, "/api/health", this.health::handle);
		add(routes, "/api/v1/health", this.health::handle);
		routes.route(path(TokenUse.ACCESS_KEY.path()), (request, response) -> {
			HttpExchange exchange = new HttpExchange(request, response);
			return Mono.fromCompletionStage(this.accessKeys.handle(exchange.plainRequest())).flatMap(exchange::answer);
		});
	}

	private void add(HttpServerRoutes routes, String path, Function<RelayRequest, RelayResponse> endpoint) {
		routes.route(path(path), (request, response) -> {
			HttpExchange exchange = new HttpExchange(request, response);
			return exchange.answer(endpoint.apply(exchange.plainRequest()));
		});
	}

	private Predicate<HttpServerRequest> path(String path) {
		String wanted = this.basePath + path;
		return (request) -> {
			String actual = RequestLine.of(request.uri()).path();
			return actual.equals(wanted) || actual.equals(wanted + "/");
		};
	}

}
