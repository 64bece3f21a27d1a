// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.unit.DataSize;

import io.github.signalrelay.hub.HubExceptionNameResolver;
import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.negotiate.AuthenticationExpiry;
import io.github.signalrelay.negotiate.webmvc.security.HubPathRequest;
import io.github.signalrelay.service.shutdown.GracefulShutdownHook;

/** The examples of docs/hubs.md. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({ AdminHub.class, ReportsHub.class, RoomHub.class, TimingFilter.class })
class DocumentedApplication {

	private static final Logger logger = LoggerFactory.getLogger(DocumentedApplication.class);

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HubPathRequest.to(AdminHub.class))
				.hasRole("ADMIN")
				.requestMatchers(HubPathRequest.toAllHubs())
				.authenticated()
				.anyRequest()
				.permitAll())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	AuthenticationExpiry visits() {
		return (context) -> Instant.now().plus(Duration.ofHours(8));
	}

	@Bean
	HubOptionsCustomizer bigFiles() {
		return (hub, options) -> hub.equals("files") ? options.withMaximumReceiveMessageSize(DataSize.ofMegabytes(1))
				: options;
	}

	@Bean
	GracefulShutdownHook closingTime() {
		return (hub) -> logger.info("Hub {} has closed here.", hub.hub());
	}

	@Bean
	HubExceptionNameResolver names() {
		return (error) -> (error instanceof IllegalStateException) ? "InvalidOperationException" : null;
	}

}
