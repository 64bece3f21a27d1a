// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.identity.AppServerTokens;
import io.github.signalrelay.relay.identity.OidcTokens;

/**
 * Auto-configuration for app servers that show tokens of identity providers. An
 * application with its own {@link AppServerTokens} decides itself whom it trusts.
 */
@AutoConfiguration(after = RelayAutoConfiguration.class,
		afterName = "io.github.signalrelay.autoconfigure.EmbeddedRelayAutoConfiguration",
		before = { RelayEngineAutoConfiguration.class, RelayWebFluxAutoConfiguration.class })
@ConditionalOnBean(RelaySettings.class)
@EnableConfigurationProperties(RelayProperties.class)
public final class AppServerIdentityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AppServerTokens signalRAppServerTokens(RelayProperties properties) {
		return properties.oidc().issuers().isEmpty() ? AppServerTokens.NONE
				: new OidcTokens(ConfiguredIssuers.of(properties));
	}

}
