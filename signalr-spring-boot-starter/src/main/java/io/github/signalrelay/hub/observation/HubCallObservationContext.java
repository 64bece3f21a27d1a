// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;

import io.github.signalrelay.hub.HubCaller;

import org.springframework.util.StringUtils;

/**
 * What is known of a call of a hub while it is observed. The caller's trace context is
 * read from the carrier.
 *
 * @param <C> type of the carrier
 */
public abstract class HubCallObservationContext<C> extends ReceiverContext<C> {

	private static final String NO_EXCEPTION = "none";

	private final String hub;

	private final HubCaller caller;

	private volatile HubCallOutcome outcome = HubCallOutcome.SUCCESS;

	HubCallObservationContext(String hub, HubCaller caller, C carrier, Propagator.Getter<C> getter) {
		super(getter, Kind.SERVER);
		this.hub = hub;
		this.caller = caller;
		setCarrier(carrier);
	}

	/**
	 * Name of the hub.
	 * @return the name
	 */
	public String getHub() {
		return this.hub;
	}

	/**
	 * The client. What it has sent, its user and its claims have too many values for
	 * metrics, and may be private.
	 * @return the client
	 */
	public HubCaller getCaller() {
		return this.caller;
	}

	/**
	 * How the call ended.
	 * @return the outcome; {@link HubCallOutcome#SUCCESS} as long as it runs
	 */
	public HubCallOutcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(HubCallOutcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * Class of the exception that ended the call: as many values as the application has
	 * exceptions.
	 * @return its simple name, or {@code none}
	 */
	public String getExceptionName() {
		Throwable error = getError();
		if (error == null) {
			return NO_EXCEPTION;
		}
		String name = error.getClass().getSimpleName();
		return StringUtils.hasLength(name) ? name : error.getClass().getName();
	}

}
