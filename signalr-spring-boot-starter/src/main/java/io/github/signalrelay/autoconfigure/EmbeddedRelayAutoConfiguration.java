// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AudienceRule;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.autoconfigure.ConfiguredAccessKeys;
import io.github.signalrelay.relay.autoconfigure.RelayAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayProperties;
import io.github.signalrelay.relay.autoconfigure.RelaySettingsMapper;

/**
 * Auto-configuration for the relay within the process of its hubs, when no connection
 * string is configured: its settings, with an access key at random for each start unless
 * the application has its own. {@link EmbeddedRelayLinksAutoConfiguration} joins the hubs
 * to it. An application that is a relay for others too has its settings from
 * {@link RelayAutoConfiguration}.
 */
@AutoConfiguration(after = { HubAutoConfiguration.class, RelayAutoConfiguration.class })
@ConditionalOnBean(HubRegistry.class)
@Conditional(ServiceConfiguredCondition.Not.class)
@EnableConfigurationProperties({ RelayProperties.class, EmbeddedRelayProperties.class, ServiceProperties.class })
public final class EmbeddedRelayAutoConfiguration {

	private static final int KEY_BYTES = 48;

	@Bean
	IgnoredServiceOptions signalRIgnoredServiceOptions(ServiceProperties properties, Environment environment) {
		return new IgnoredServiceOptions(properties, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	RelaySettings signalRRelaySettings(RelayProperties properties, EmbeddedRelayProperties embedded, HubRegistry hubs,
			HubPaths paths, Environment environment) {
		paths.requireOutside(embedded.basePath(), "signalr.relay.embedded.base-path");
		List<AccessKey> keys = ConfiguredAccessKeys.of(properties, environment);
		int clientMessageSize = clientMessageSize(hubs);
		RelaySettings settings = keys.isEmpty()
				? forOwnTokens(RelaySettingsMapper.map(properties, List.of(randomKey()), clientMessageSize))
				: RelaySettingsMapper.map(properties, keys, clientMessageSize);
		try {
			return settings.withBasePath(environment.getProperty("spring.webflux.base-path", "") + embedded.basePath());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidServicePropertyException("signalr.relay.embedded.base-path", embedded.basePath(),
					String.valueOf(ex.getMessage()), "Set a path such as '/_signalr'.");
		}
	}

	/** What the hub with the largest messages takes; each hub has its own limit. */
	private static int clientMessageSize(HubRegistry hubs) {
		return hubs.hubs()
			.stream()
			.map((hub) -> hub.options().maximumReceiveMessageSize())
			.mapToInt((limit) -> (limit != null) ? (int) limit.toBytes()
					: RelaySettings.Limits.DEFAULT.serverMessageBytes())
			.max()
			.orElse(RelaySettings.Limits.DEFAULT.clientMessageBytes());
	}

	/**
	 * Nobody else can sign with a random key, so the host in a token tells nothing, and a
	 * proxy may have changed the one of the request.
	 */
	private static RelaySettings forOwnTokens(RelaySettings settings) {
		RelaySettings.Access access = settings.access();
		return settings.withAccess(new RelaySettings.Access(AudienceRule.ofAnyHost(), access.clockSkew(),
				access.allowedOrigins(), access.trustedProxies(), access.transports()));
	}

	private static AccessKey randomKey() {
		byte[] bytes = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(bytes);
		return new AccessKey(Base64.getEncoder().encodeToString(bytes));
	}

}
