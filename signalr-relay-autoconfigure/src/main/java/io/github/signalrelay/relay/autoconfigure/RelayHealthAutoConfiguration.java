// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.relay.Relay;

/**
 * Auto-configuration for the health of the relay.
 */
@AutoConfiguration(after = RelayEngineAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(Relay.class)
@ConditionalOnEnabledHealthIndicator("signalr-relay")
public final class RelayHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "signalRRelayHealthIndicator")
	HealthIndicator signalRRelayHealthIndicator(Relay relay) {
		return new RelayHealthIndicator(relay);
	}

}
