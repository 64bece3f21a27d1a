// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.relay.routing.RoutingSettings;

/**
 * Auto-configuration for the relay's engine, wherever its {@link RelaySettings} come from:
 * the relay application, or the starter that embeds a relay.
 */
@AutoConfiguration(after = RelayAutoConfiguration.class,
		afterName = { "io.github.signalrelay.autoconfigure.EmbeddedRelayAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBean(RelaySettings.class)
@EnableConfigurationProperties(RelayProperties.class)
public final class RelayEngineAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HubRouter signalRHubRouter(RelaySettings settings, ObjectProvider<MeterRegistry> registry) {
		return new HubRouter(RoutingSettings.defaults(settings.nodeId()), Clock.systemUTC(), System::nanoTime,
				registry.getIfAvailable(SimpleMeterRegistry::new));
	}

	@Bean
	@ConditionalOnMissingBean
	Relay signalRRelay(RelaySettings settings, HubRouter router, ObjectProvider<MeterRegistry> registry) {
		return new Relay(settings, router, router, registry.getIfAvailable(SimpleMeterRegistry::new));
	}

	@Bean
	@ConditionalOnMissingBean
	RelayLifecycle signalRRelayLifecycle(Relay relay, HubRouter router, RelayProperties properties) {
		return new RelayLifecycle(relay, router, properties.drainTime());
	}

}
