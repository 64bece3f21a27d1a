// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.actuate.EndpointsEndpoint;

/**
 * Auto-configuration for the actuator endpoint that shows the endpoints of the service.
 */
@AutoConfiguration(after = ServiceConnectionsAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(ServiceConnections.class)
@ConditionalOnAvailableEndpoint(EndpointsEndpoint.class)
public final class ServiceEndpointsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EndpointsEndpoint signalREndpointsEndpoint(ServiceConnections connections) {
		return new EndpointsEndpoint(connections::states);
	}

}
