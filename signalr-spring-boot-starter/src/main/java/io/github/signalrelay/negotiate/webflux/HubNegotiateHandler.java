// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webflux;

import java.security.Principal;
import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.NegotiateReply;

/**
 * Answers every request to a hub's path in a WebFlux application.
 */
public final class HubNegotiateHandler implements HandlerFunction<ServerResponse> {

	private final HubPaths paths;

	private final HubNegotiator negotiator;

	/**
	 * Creates a handler.
	 * @param paths paths of the hubs
	 * @param negotiator decides on the answer
	 */
	public HubNegotiateHandler(HubPaths paths, HubNegotiator negotiator) {
		this.paths = paths;
		this.negotiator = negotiator;
	}

	/**
	 * Routes of all hubs.
	 * @return the routes
	 */
	public RouterFunction<ServerResponse> routes() {
		RequestPredicate hubPath = (request) -> this.paths.find(pathOf(request)) != null;
		return RouterFunctions.route(hubPath, this);
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		return request.principal()
			.map(Optional::<Principal>of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((principal) -> write(this.negotiator.negotiate(pathOf(request), request.method().name(),
					request.uri(), request.headers().asHttpHeaders().asMultiValueMap(), principal.orElse(null),
					request.exchange().getLocaleContext().getLocale())));
	}

	private static String pathOf(ServerRequest request) {
		return request.requestPath().pathWithinApplication().value();
	}

	private static Mono<ServerResponse> write(NegotiateReply reply) {
		ServerResponse.BodyBuilder response = ServerResponse.status(reply.status())
			.cacheControl(CacheControl.noStore());
		if (reply.contentType() == null) {
			return response.contentLength(0).build();
		}
		byte[] body = reply.body().toByteArray();
		return response.contentType(MediaType.parseMediaType(reply.contentType()))
			.contentLength(body.length)
			.bodyValue(body);
	}

}
