// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.hub.observation.ConnectionMeters;
import io.github.signalrelay.hub.observation.ConnectionRecorder;
import io.github.signalrelay.hub.observation.HubCallbackObservationConvention;
import io.github.signalrelay.hub.observation.HubInvocationObservationConvention;
import io.github.signalrelay.hub.observation.HubObservations;

/**
 * Auto-configuration for metrics and traces of hubs, where the application has an
 * {@link ObservationRegistry} or {@link MeterRegistry}.
 */
@AutoConfiguration(before = HubAutoConfiguration.class)
public final class HubObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HubObservations hubObservations(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<HubInvocationObservationConvention> invocationConvention,
			ObjectProvider<HubCallbackObservationConvention> callbackConvention, ConnectionRecorder connections) {
		return new HubObservations(registry.getIfUnique(() -> ObservationRegistry.NOOP),
				invocationConvention.getIfAvailable(), callbackConvention.getIfAvailable(), connections);
	}

	@Bean
	@ConditionalOnMissingBean
	ConnectionRecorder hubConnectionRecorder(ObjectProvider<MeterRegistry> registry) {
		MeterRegistry meters = registry.getIfAvailable();
		return (meters != null) ? new ConnectionMeters(meters) : ConnectionRecorder.NONE;
	}

}
