// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.Locale;

import io.micrometer.common.KeyValues;

import io.github.signalrelay.hub.observation.HubObservationDocumentation.CallbackKeys;
import io.github.signalrelay.hub.observation.HubObservationDocumentation.ConnectionKeys;

/**
 * What connect and disconnect callbacks are named and tagged with: see
 * {@link HubObservationDocumentation#CALLBACK}. A subclass may add keys.
 */
public class DefaultHubCallbackObservationConvention implements HubCallbackObservationConvention {

	/** Name of the observation. */
	public static final String NAME = "signalr.hub.callbacks";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(HubCallbackObservationContext context) {
		return context.getHub() + " " + callback(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(HubCallbackObservationContext context) {
		return KeyValues.of(CallbackKeys.HUB.withValue(context.getHub()),
				CallbackKeys.CALLBACK.withValue(callback(context)),
				CallbackKeys.OUTCOME.withValue(context.getOutcome().name()),
				CallbackKeys.EXCEPTION.withValue(context.getExceptionName()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(HubCallbackObservationContext context) {
		return KeyValues.of(ConnectionKeys.CONNECTION_ID.withValue(context.getCaller().connectionId()));
	}

	private static String callback(HubCallbackObservationContext context) {
		return context.getCallback().name().toLowerCase(Locale.ROOT);
	}

}
