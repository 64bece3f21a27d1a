// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webflux.security;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses clients of hubs by status alone, 401 or 403: SignalR clients follow no redirect
 * to a login page, and show a body to their users (transports reference, section 9).
 */
public final class HubRefusalWebFilter implements WebFilter {

	private final ServerWebExchangeMatcher hubs = HubPathRequest.toAllHubs();

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.hubs.matches(exchange)
			.flatMap((result) -> result.isMatch() ? refusing(exchange, chain) : chain.filter(exchange));
	}

	private Mono<Void> refusing(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange)
			.onErrorResume(AccessDeniedException.class, (denied) -> denied(exchange))
			.onErrorResume(AuthenticationException.class, (failed) -> refuse(exchange, HttpStatus.UNAUTHORIZED));
	}

	private Mono<Void> denied(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.map((principal) -> !(principal instanceof Authentication authentication)
					|| this.trust.isAuthenticated(authentication))
			.defaultIfEmpty(false)
			.flatMap((known) -> refuse(exchange, known ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED));
	}

	private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status) {
		exchange.getResponse().setStatusCode(status);
		exchange.getResponse().getHeaders().setContentLength(0);
		return exchange.getResponse().setComplete();
	}

}
