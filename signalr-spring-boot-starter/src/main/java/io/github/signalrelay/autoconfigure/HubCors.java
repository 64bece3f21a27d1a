// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.List;

import org.springframework.web.cors.CorsConfiguration;

/**
 * Cross-origin rules of negotiate endpoints: credentials are allowed, because browser
 * clients send them by default, and so the origin is answered and never a star
 * (transports reference, section 13).
 */
final class HubCors {

	private HubCors() {
	}

	static CorsConfiguration of(HubProperties.Cors properties) {
		if (properties.allowedOrigins().contains(CorsConfiguration.ALL)) {
			throw new InvalidServicePropertyException("signalr.hub.cors.allowed-origins", properties.allowedOrigins(),
					"Clients send credentials, which browsers refuse for an origin of '*'.",
					"List the origins, or use 'signalr.hub.cors.allowed-origin-patterns'.");
		}
		CorsConfiguration rules = new CorsConfiguration();
		rules.setAllowedOrigins(properties.allowedOrigins());
		rules.setAllowedOriginPatterns(properties.allowedOriginPatterns());
		rules.setAllowedMethods(List.of("GET", "POST", "DELETE"));
		rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		rules.setAllowCredentials(true);
		return rules;
	}

}
