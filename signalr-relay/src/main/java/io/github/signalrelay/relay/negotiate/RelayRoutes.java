// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * The relay's paths as routes of Reactor Netty, for a relay with a port of its own.
 */
public final class RelayRoutes implements Consumer<HttpServerRoutes> {

	private final String basePath;

	private final NegotiateEndpoint negotiate;

	private final BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> transports;

	private final HealthEndpoint health;

	/**
	 * Makes the routes.
	 * @param basePath path under which they lie, may be empty
	 * @param negotiate answers negotiations
	 * @param transports answers clients without WebSocket
	 * @param health tells whether the relay serves
	 */
	public RelayRoutes(String basePath, NegotiateEndpoint negotiate,
			BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> transports, HealthEndpoint health) {
		this.basePath = basePath;
		this.negotiate = negotiate;
		this.transports = transports;
		this.health = health;
	}

	@Override
	public void accept(HttpServerRoutes routes) {
		add(routes, "/client/negotiate", this.negotiate::handle);
		routes.route(path("/client"), this.transports);
		add(routes, "/api/health", this.health::handle);
		add(routes, "/api/v1/health", this.health::handle);
	}

	private void add(HttpServerRoutes routes, String path, Function<RelayRequest, RelayResponse> endpoint) {
		routes.route(path(path), (request, response) -> answer(request, response, endpoint));
	}

	private Predicate<HttpServerRequest> path(String path) {
		String wanted = this.basePath + path;
		return (request) -> {
			String actual = RequestPath.of(request.uri());
			return actual.equals(wanted) || actual.equals(wanted + "/");
		};
	}

	private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response,
			Function<RelayRequest, RelayResponse> endpoint) {
		RelayResponse answer = endpoint.apply(new RelayRequest(request.method().name(),
				RequestPath.queryOf(request.uri()), request.requestHeaders()::getAll));
		response.status(answer.status());
		answer.headers().forEach(response::header);
		response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length()));
		if (answer.body().isEmpty() || "HEAD".equals(request.method().name())) {
			return response.send();
		}
		return response.sendByteArray(Mono.just(answer.body().toByteArray()));
	}

}
