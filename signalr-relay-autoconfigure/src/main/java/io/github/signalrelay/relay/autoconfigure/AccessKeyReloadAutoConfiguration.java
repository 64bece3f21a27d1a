// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.signalrelay.relay.Relay;

/**
 * Auto-configuration for access keys that are changed while the relay runs.
 */
@AutoConfiguration(after = RelayEngineAutoConfiguration.class)
@ConditionalOnBean(Relay.class)
public final class AccessKeyReloadAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AccessKeyReload signalRAccessKeyReload(Relay relay, Environment environment) {
		return new AccessKeyReload(relay, environment);
	}

	@Bean
	EnvironmentChangeListener signalRAccessKeyListener(AccessKeyReload reload) {
		return new EnvironmentChangeListener(reload::reload);
	}

	/** Where the application has actuator endpoints. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnAvailableEndpoint
		AccessKeyActuatorEndpoint signalRAccessKeyActuatorEndpoint(Relay relay, AccessKeyReload reload) {
			return new AccessKeyActuatorEndpoint(relay, reload);
		}

	}

}
