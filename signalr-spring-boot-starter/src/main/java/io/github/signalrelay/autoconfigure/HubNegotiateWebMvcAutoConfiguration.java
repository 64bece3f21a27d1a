// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.webmvc.HubNegotiateHandler;
import io.github.signalrelay.negotiate.webmvc.HubRefusalFilter;

/**
 * Auto-configuration for the negotiate endpoint in Servlet applications.
 */
@AutoConfiguration(after = ServiceConnectionsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(HubNegotiator.class)
public final class HubNegotiateWebMvcAutoConfiguration {

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
	@Conditional(CorsConfiguredCondition.class)
	@ConditionalOnMissingBean(name = "hubCorsFilter")
	FilterRegistrationBean<CorsFilter> hubCorsFilter(HubPaths paths, HubProperties properties) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		paths.all().forEach((path) -> source.registerCorsConfiguration(path + "/**", HubCors.of(properties.cors())));
		FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
		return registration;
	}

	/** Ahead of security filters: their refusals are what it looks at. */
	@Bean
	@ConditionalOnMissingBean(name = "hubRefusalFilter")
	FilterRegistrationBean<HubRefusalFilter> hubRefusalFilter(HubPaths paths) {
		FilterRegistrationBean<HubRefusalFilter> registration = new FilterRegistrationBean<>(
				new HubRefusalFilter(paths));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 200);
		return registration;
	}

}
