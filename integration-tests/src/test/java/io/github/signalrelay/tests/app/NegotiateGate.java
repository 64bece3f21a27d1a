// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.WebFilter;

/**
 * Stands in front of the hubs as an application's own security would: refuses a client
 * whose query says {@code gate=<status>}, and gives one that says {@code gate=cookie} a
 * cookie.
 */
@Configuration(proxyBeanMethods = false)
class NegotiateGate {

	private static final String GATE = "gate";

	private static final String COOKIE = "cookie";

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		WebFilter gateFilter() {
			return (exchange, chain) -> {
				String gate = exchange.getRequest().getQueryParams().getFirst(GATE);
				ServerHttpResponse response = exchange.getResponse();
				if (!isGated(gate, exchange.getRequest().getPath().value())) {
					return chain.filter(exchange);
				}
				if (COOKIE.equals(gate)) {
					response.addCookie(ResponseCookie.from("flavour", "vanilla").path("/").build());
					return chain.filter(exchange);
				}
				response.setStatusCode(HttpStatusCode.valueOf(Integer.parseInt(gate)));
				return response.setComplete();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlet {

		@Bean
		Filter gateFilter() {
			return (request, response, chain) -> {
				String gate = request.getParameter(GATE);
				String path = ((HttpServletRequest) request).getRequestURI();
				if (!isGated(gate, path)) {
					chain.doFilter(request, response);
				}
				else if (COOKIE.equals(gate)) {
					((HttpServletResponse) response).addHeader("Set-Cookie", "flavour=vanilla; Path=/");
					chain.doFilter(request, response);
				}
				else {
					((HttpServletResponse) response).sendError(Integer.parseInt(gate));
				}
			};
		}

	}

	private static boolean isGated(@Nullable String gate, String path) {
		return gate != null && path.endsWith("/negotiate") && !path.contains("_signalr");
	}

}
