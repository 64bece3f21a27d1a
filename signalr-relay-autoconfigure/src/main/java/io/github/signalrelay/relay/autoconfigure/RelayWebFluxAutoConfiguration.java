// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.netty.http.server.HttpServer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelayPortSettings;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.identity.AppServerTokens;

/**
 * Auto-configuration for a relay that shares the port of a WebFlux application on Reactor
 * Netty.
 */
@AutoConfiguration(after = RelayAutoConfiguration.class,
		afterName = { "io.github.signalrelay.autoconfigure.EmbeddedRelayAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({ NettyReactiveWebServerFactory.class, WebHttpHandlerBuilderCustomizer.class })
@ConditionalOnBean({ RelaySettings.class, NettyReactiveWebServerFactory.class })
@EnableConfigurationProperties({ RelayProperties.class, RelayHttpProperties.class })
public final class RelayWebFluxAutoConfiguration {

	/**
	 * Works on the event loops of the web server, so that a client has one thread only.
	 */
	@Bean
	@ConditionalOnMissingBean
	Relay signalRRelay(RelaySettings settings, ObjectProvider<AppServerTokens> tokens,
			ObjectProvider<MeterRegistry> registry, ObjectProvider<ReactorResourceFactory> resources) {
		AppServerTokens trusted = tokens.getIfAvailable(() -> AppServerTokens.NONE);
		MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
		ReactorResourceFactory shared = resources.getIfAvailable();
		return (shared != null) ? Relay.create(settings, trusted, meters, shared.getLoopResources())
				: Relay.create(settings, trusted, meters);
	}

	@Bean
	@ConditionalOnMissingBean(name = "signalRRelayTakeover")
	NettyServerCustomizer signalRRelayTakeover(Relay relay, RelayProperties properties, RelayHttpProperties http) {
		if (!properties.enabled()) {
			return relay.takeover()::apply; // the port is the application's
		}
		RelayPortSettings settings = http.settings("", 0);
		UnaryOperator<HttpServer> guard = relay.headGuard(settings.requestTimeout(), settings.idleTimeout());
		return (server) -> relay.takeover().apply(guard.apply(server));
	}

	@Bean
	@ConditionalOnMissingBean
	RelayHttp2Customizer signalRRelayHttp2Customizer(RelayProperties properties, RelayHttpProperties http) {
		if (!properties.enabled()) {
			return new RelayHttp2Customizer(Http2Liveness::apply); // the port is the
																	// application's
		}
		RelayPortSettings settings = http.settings("", 0);
		return new RelayHttp2Customizer((server) -> server.http2Settings(settings::configure));
	}

	/** Ahead of security filters: the relay checks its own tokens. */
	@Bean
	@ConditionalOnMissingBean(name = "signalRRelayHttpHandler")
	WebHttpHandlerBuilderCustomizer signalRRelayHttpHandler(Relay relay) {
		return (builder) -> builder
			.httpHandlerDecorator((application) -> new RelayHttpHandler(relay.routes(), application));
	}

}
