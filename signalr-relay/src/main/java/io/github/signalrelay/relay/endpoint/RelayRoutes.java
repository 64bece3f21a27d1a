// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

import io.github.signalrelay.relay.identity.AccessKeyEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiateEndpoint;
import io.github.signalrelay.relay.negotiate.RelayRequest;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.RequestLine;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * The relay's paths for requests that are no WebSockets, which the relay takes before.
 * They are answered on Reactor Netty's own request and response: transports hold
 * responses open, and write to them from the relay's event loops. Immutable; any thread
 * may use it.
 */
public final class RelayRoutes implements Consumer<HttpServerRoutes> {

	private final Map<String, Function<HttpExchange, Mono<Void>>> byPath;

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
		this.byPath = Map.of(basePath + "/client", transports::handle, basePath + "/client/negotiate",
				plain(negotiate::handle), basePath + "/api/health", plain(health::handle), basePath + "/api/v1/health",
				plain(health::handle), basePath + TokenUse.ACCESS_KEY.path(),
				(exchange) -> Mono.fromCompletionStage(accessKeys.handle(exchange.plainRequest()))
					.flatMap(exchange::answer));
	}

	private static Function<HttpExchange, Mono<Void>> plain(Function<RelayRequest, RelayResponse> endpoint) {
		return (exchange) -> exchange.answer(endpoint.apply(exchange.plainRequest()));
	}

	/**
	 * Answers a request if it is one of the relay's, by its path as it came: web
	 * frameworks may have put the prefix of a proxy before it, and resolved dots, which
	 * only somebody hostile sends.
	 * @param request the request
	 * @param response its response
	 * @return completes when the response is written, which may take as long as a
	 * connection lives; {@code null} if the request is for somebody else
	 */
	public @Nullable Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		Function<HttpExchange, Mono<Void>> endpoint = find(request);
		return (endpoint != null) ? endpoint.apply(new HttpExchange(request, response)) : null;
	}

	private @Nullable Function<HttpExchange, Mono<Void>> find(HttpServerRequest request) {
		String path = RequestLine.of(request.uri()).path();
		return this.byPath.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
	}

	@Override
	public void accept(HttpServerRoutes routes) {
		routes.route((request) -> find(request) != null,
				(request, response) -> Objects.requireNonNull(answer(request, response)));
	}

}
