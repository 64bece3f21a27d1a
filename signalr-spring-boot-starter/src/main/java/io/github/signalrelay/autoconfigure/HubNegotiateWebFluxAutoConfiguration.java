// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.webflux.HubNegotiateHandler;

/**
 * Auto-configuration for the negotiate endpoint in WebFlux applications.
 */
@AutoConfiguration(after = ServiceConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnBean(HubNegotiator.class)
public final class HubNegotiateWebFluxAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HubNegotiateHandler hubNegotiateHandler(HubPaths paths, HubNegotiator negotiator) {
		return new HubNegotiateHandler(paths, negotiator);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1000)
	@ConditionalOnMissingBean(name = "hubNegotiateRoutes")
	RouterFunction<ServerResponse> hubNegotiateRoutes(HubNegotiateHandler handler) {
		return handler.routes();
	}

	/** Ahead of security filters: a preflight carries no credentials. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@Conditional(CorsConfiguredCondition.class)
	@ConditionalOnMissingBean(name = "hubCorsFilter")
	CorsWebFilter hubCorsFilter(HubPaths paths, HubProperties properties) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		paths.all().forEach((path) -> source.registerCorsConfiguration(path + "/**", HubCors.of(properties.cors())));
		return new CorsWebFilter(source);
	}

}
