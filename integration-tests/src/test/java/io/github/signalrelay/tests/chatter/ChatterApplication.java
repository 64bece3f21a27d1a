// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.chatter;

import java.time.Instant;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.negotiate.AuthenticationExpiry;
import io.github.signalrelay.negotiate.UserIdProvider;

/**
 * An app server with one hub, so that it starts soon and has few service connections.
 */
@SpringBootApplication
public class ChatterApplication {

	/** Path of the hub. */
	public static final String PATH = "/" + ChatterHub.NAME;

	/** Tests name their user in the query; a real application would know it. */
	@Bean
	UserIdProvider userIdProvider() {
		return (context) -> UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("user");
	}

	/** Tests say in the query when the authentication of their client expires. */
	@Bean
	AuthenticationExpiry authenticationExpiry() {
		return (context) -> {
			String expires = UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("expires");
			return (expires != null) ? Instant.ofEpochSecond(Long.parseLong(expires)) : null;
		};
	}

	@Bean
	HubOptionsCustomizer statefulReconnect() {
		return (hub, options) -> options.withAllowStatefulReconnects(true);
	}

}
