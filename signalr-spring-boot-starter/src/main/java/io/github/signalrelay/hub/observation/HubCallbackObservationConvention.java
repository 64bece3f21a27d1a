// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of observed connect and disconnect callbacks. A bean of this type
 * replaces {@link DefaultHubCallbackObservationConvention}.
 */
public interface HubCallbackObservationConvention extends ObservationConvention<HubCallbackObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof HubCallbackObservationContext;
	}

}
