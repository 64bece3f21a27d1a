// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.actuate.EndpointsHealthContributor;

/**
 * Auto-configuration for the health of endpoints. The embedded relay has a health
 * indicator of its own.
 */
@AutoConfiguration(after = ServiceConnectionsAutoConfiguration.class)
@ConditionalOnClass({ CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ServiceConnections.class)
@Conditional(ServiceConfiguredCondition.class)
@ConditionalOnEnabledHealthIndicator("signalr")
public final class ServiceHealthAutoConfiguration {

	/** The name of the bean gives that of the component. */
	@Bean
	@ConditionalOnMissingBean(name = "signalrHealthContributor")
	EndpointsHealthContributor signalrHealthContributor(ServiceConnections connections) {
		return new EndpointsHealthContributor(connections::states);
	}

}
