// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of observed calls of hub methods. A bean of this type replaces
 * {@link DefaultHubInvocationObservationConvention}.
 */
public interface HubInvocationObservationConvention extends ObservationConvention<HubInvocationObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof HubInvocationObservationContext;
	}

}
