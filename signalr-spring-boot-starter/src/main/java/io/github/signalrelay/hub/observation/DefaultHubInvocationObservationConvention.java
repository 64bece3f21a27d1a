// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.common.KeyValues;

import io.github.signalrelay.hub.observation.HubObservationDocumentation.ConnectionKeys;
import io.github.signalrelay.hub.observation.HubObservationDocumentation.InvocationKeys;

/**
 * What calls of hub methods are named and tagged with: see
 * {@link HubObservationDocumentation#INVOCATION}. A subclass may add keys.
 */
public class DefaultHubInvocationObservationConvention implements HubInvocationObservationConvention {

	/** Name of the observation. */
	public static final String NAME = "signalr.hub.invocations";

	/** A name that a client made up must not become a tag. */
	private static final String UNKNOWN_METHOD = "UNKNOWN";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(HubInvocationObservationContext context) {
		return context.getHub() + "/" + method(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(HubInvocationObservationContext context) {
		return KeyValues.of(InvocationKeys.HUB.withValue(context.getHub()),
				InvocationKeys.METHOD.withValue(method(context)),
				InvocationKeys.KIND.withValue(context.isStreaming() ? "stream" : "call"),
				InvocationKeys.OUTCOME.withValue(context.getOutcome().name()),
				InvocationKeys.EXCEPTION.withValue(context.getExceptionName()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(HubInvocationObservationContext context) {
		return KeyValues.of(ConnectionKeys.CONNECTION_ID.withValue(context.getCaller().connectionId()));
	}

	private static String method(HubInvocationObservationContext context) {
		return (context.getMethod() != null) ? context.getMethod() : UNKNOWN_METHOD;
	}

}
