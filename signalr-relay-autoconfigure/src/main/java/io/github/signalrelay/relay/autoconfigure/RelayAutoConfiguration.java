// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.relay.RelaySettings;

/**
 * Auto-configuration for an application that is a relay for app servers elsewhere,
 * because {@code signalr.relay.enabled} says so. Without an access key it does not start.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty("signalr.relay.enabled")
@EnableConfigurationProperties(RelayProperties.class)
public final class RelayAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RelaySettings signalRRelaySettings(RelayProperties properties, Environment environment) {
		List<AccessKey> keys = ConfiguredAccessKeys.of(properties, environment);
		if (keys.isEmpty()) {
			throw new InvalidRelayPropertyException(
					"The relay has no access key, so it could not tell its app servers and clients from strangers.",
					"Set 'signalr.relay.access-keys' (or the environment variable SIGNALR_RELAY_ACCESSKEYS) to a key"
							+ " made at random, for example by 'openssl rand -base64 48'. A second key behind a comma"
							+ " is accepted too, for changing keys without a break.");
		}
		return RelaySettingsMapper.map(properties, keys, RelaySettings.Limits.DEFAULT.clientMessageBytes());
	}

}
