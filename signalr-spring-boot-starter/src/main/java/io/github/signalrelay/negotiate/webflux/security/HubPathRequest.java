// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webflux.security;

import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import org.springframework.boot.security.web.reactive.ApplicationContextServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;

import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.HubSelection;

/**
 * Matches requests to hubs, for the rules of a {@code SecurityWebFilterChain}. A client
 * reaches a hub with what its negotiate request was answered only, so these rules guard
 * the whole hub.
 *
 * <pre>
 * http.authorizeExchange((exchanges) -&gt; exchanges
 *         .matchers(HubPathRequest.to(AdminHub.class)).hasRole("ADMIN")
 *         .matchers(HubPathRequest.toAllHubs()).authenticated()
 * </pre>
 */
public final class HubPathRequest {

	private HubPathRequest() {
	}

	/**
	 * Matches requests to all hubs.
	 * @return the matcher
	 */
	public static ServerWebExchangeMatcher toAllHubs() {
		return new HubExchangeMatcher(HubSelection.ALL);
	}

	/**
	 * Matches requests to hubs by name. The first request fails with an
	 * {@link IllegalStateException} if there is no such hub.
	 * @param hubs names of the hubs, in any case
	 * @return the matcher
	 */
	public static ServerWebExchangeMatcher to(String... hubs) {
		return new HubExchangeMatcher(HubSelection.of(hubs));
	}

	/**
	 * Matches requests to hubs by class. The first request fails with an
	 * {@link IllegalStateException} if there is no such hub.
	 * @param hubs classes of the hubs
	 * @return the matcher
	 */
	public static ServerWebExchangeMatcher to(Class<?>... hubs) {
		return new HubExchangeMatcher(HubSelection.of(hubs));
	}

	/** Looks at the path in the same way as the negotiate endpoint. */
	private static final class HubExchangeMatcher extends ApplicationContextServerWebExchangeMatcher<HubPaths> {

		private final HubSelection selection;

		HubExchangeMatcher(HubSelection selection) {
			super(HubPaths.class);
			this.selection = selection;
		}

		@Override
		protected void initialized(Supplier<HubPaths> paths) {
			this.selection.check(paths.get());
		}

		@Override
		protected Mono<MatchResult> matches(ServerWebExchange exchange, Supplier<HubPaths> paths) {
			String path = exchange.getRequest().getPath().pathWithinApplication().value();
			return this.selection.matches(paths.get(), path) ? MatchResult.match() : MatchResult.notMatch();
		}

		@Override
		public String toString() {
			return "HubPathRequest " + this.selection;
		}

	}

}
