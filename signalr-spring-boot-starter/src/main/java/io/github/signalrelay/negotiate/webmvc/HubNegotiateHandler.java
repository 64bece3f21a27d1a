// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webmvc;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.support.RequestContextUtils;

import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.NegotiateReply;

/**
 * Answers every request to a hub's path in a Servlet application.
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
	public ServerResponse handle(ServerRequest request) {
		return write(this.negotiator.negotiate(pathOf(request), request.method().name(), request.uri(),
				request.headers().asHttpHeaders().asMultiValueMap(), request.principal().orElse(null),
				RequestContextUtils.getLocale(request.servletRequest())));
	}

	private static String pathOf(ServerRequest request) {
		return request.requestPath().pathWithinApplication().value();
	}

	private static ServerResponse write(NegotiateReply reply) {
		ServerResponse.BodyBuilder response = ServerResponse.status(reply.status())
			.cacheControl(CacheControl.noStore());
		if (reply.contentType() == null) {
			return response.contentLength(0).build();
		}
		byte[] body = reply.body().toByteArray();
		return response.contentType(MediaType.parseMediaType(reply.contentType()))
			.contentLength(body.length)
			.body(body);
	}

}
