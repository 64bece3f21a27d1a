// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

import io.github.signalrelay.relay.Relay;

/**
 * Auto-configuration for a relay that shares the port of a WebFlux application on Reactor
 * Netty.
 */
@AutoConfiguration(after = RelayEngineAutoConfiguration.class,
		afterName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({ NettyReactiveWebServerFactory.class, WebFilter.class })
@ConditionalOnBean({ Relay.class, NettyReactiveWebServerFactory.class })
public final class RelayWebFluxAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "signalRRelayTakeover")
	NettyServerCustomizer signalRRelayTakeover(Relay relay) {
		return relay.takeover()::apply;
	}

	/** Ahead of security filters: the relay checks its own tokens. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@ConditionalOnMissingBean
	RelayWebFilter signalRRelayWebFilter(Relay relay) {
		return new RelayWebFilter(relay);
	}

}
