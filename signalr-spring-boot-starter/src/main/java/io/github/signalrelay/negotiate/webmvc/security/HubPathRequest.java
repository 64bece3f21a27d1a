// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webmvc.security;

import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.ServletRequestPathUtils;

import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.HubSelection;

/**
 * Matches requests to hubs, for the rules of a {@code SecurityFilterChain}. A client
 * reaches a hub with what its negotiate request was answered only, so these rules guard
 * the whole hub.
 *
 * <pre>
 * http.authorizeHttpRequests((requests) -&gt; requests
 *         .requestMatchers(HubPathRequest.to(AdminHub.class)).hasRole("ADMIN")
 *         .requestMatchers(HubPathRequest.toAllHubs()).authenticated()
 * </pre>
 */
public final class HubPathRequest {

	private HubPathRequest() {
	}

	/**
	 * Matches requests to all hubs.
	 * @return the matcher
	 */
	public static RequestMatcher toAllHubs() {
		return new HubRequestMatcher(HubSelection.ALL);
	}

	/**
	 * Matches requests to hubs by name. The first request fails with an
	 * {@link IllegalStateException} if there is no such hub.
	 * @param hubs names of the hubs, in any case
	 * @return the matcher
	 */
	public static RequestMatcher to(String... hubs) {
		return new HubRequestMatcher(HubSelection.of(hubs));
	}

	/**
	 * Matches requests to hubs by class. The first request fails with an
	 * {@link IllegalStateException} if there is no such hub.
	 * @param hubs classes of the hubs
	 * @return the matcher
	 */
	public static RequestMatcher to(Class<?>... hubs) {
		return new HubRequestMatcher(HubSelection.of(hubs));
	}

	/** Looks at the path in the same way as the negotiate endpoint. */
	private static final class HubRequestMatcher extends ApplicationContextRequestMatcher<HubPaths> {

		private final HubSelection selection;

		HubRequestMatcher(HubSelection selection) {
			super(HubPaths.class);
			this.selection = selection;
		}

		@Override
		protected void initialized(Supplier<HubPaths> paths) {
			this.selection.check(paths.get());
		}

		@Override
		protected boolean matches(HttpServletRequest request, Supplier<HubPaths> paths) {
			String path = ServletRequestPathUtils.parse(request).pathWithinApplication().value();
			return this.selection.matches(paths.get(), path);
		}

		@Override
		public String toString() {
			return "HubPathRequest " + this.selection;
		}

	}

}
