// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

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
import io.github.signalrelay.relay.identity.AppServerTokens;

/**
 * Auto-configuration for the relay's engine, wherever its {@link RelaySettings} come
 * from: the relay application, or the starter that embeds a relay.
 */
@AutoConfiguration(after = { RelayAutoConfiguration.class, RelayWebFluxAutoConfiguration.class },
		afterName = { "io.github.signalrelay.autoconfigure.EmbeddedRelayAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBean(RelaySettings.class)
@EnableConfigurationProperties(RelayProperties.class)
public final class RelayEngineAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Relay signalRRelay(RelaySettings settings, ObjectProvider<AppServerTokens> tokens,
			ObjectProvider<MeterRegistry> registry) {
		return Relay.create(settings, tokens.getIfAvailable(() -> AppServerTokens.NONE),
				registry.getIfAvailable(SimpleMeterRegistry::new));
	}

	@Bean
	@ConditionalOnMissingBean
	RelayDrainLifecycle signalRRelayDrainLifecycle(Relay relay, RelayProperties properties) {
		return new RelayDrainLifecycle(relay, properties.drainTime());
	}

}
