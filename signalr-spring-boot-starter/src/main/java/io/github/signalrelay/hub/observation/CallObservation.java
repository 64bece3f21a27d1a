// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.concurrent.CancellationException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The observation of one call, from its start to its end. May be used by any thread; one
 * of the methods that end it is called, once.
 */
public final class CallObservation {

	/** Observes nothing. */
	public static final CallObservation NONE = new CallObservation(null, null);

	private final @Nullable Observation observation;

	private final @Nullable HubCallObservationContext<?> context;

	private CallObservation(@Nullable Observation observation, @Nullable HubCallObservationContext<?> context) {
		this.observation = observation;
		this.context = context;
	}

	static CallObservation of(Observation started, HubCallObservationContext<?> context) {
		return new CallObservation(started, context);
	}

	/**
	 * Runs a part of the call: the observation is the current one of this thread
	 * meanwhile.
	 * @param task what to run
	 */
	public void run(Runnable task) {
		if (this.observation == null) {
			task.run();
			return;
		}
		try (Observation.Scope scope = this.observation.openScope()) {
			task.run();
		}
	}

	/**
	 * What publishers of the call find in their subscriber's context, at the place where
	 * Micrometer's context propagation looks.
	 * @param known what they find there besides
	 * @return both
	 */
	public ContextView in(ContextView known) {
		return (this.observation != null) ? Context.of(known).put(ObservationThreadLocalAccessor.KEY, this.observation)
				: known;
	}

	/**
	 * The call has ended.
	 * @param error why it failed, or {@code null}
	 */
	public void ended(@Nullable Throwable error) {
		if (error == null) {
			stop(HubCallOutcome.SUCCESS, null);
		}
		else {
			stop((error instanceof CancellationException) ? HubCallOutcome.CANCELED : HubCallOutcome.ERROR, error);
		}
	}

	/**
	 * The call was not let in.
	 * @param error why, or {@code null} when what there is may quote the client
	 */
	public void refused(@Nullable Throwable error) {
		stop(HubCallOutcome.REFUSED, error);
	}

	/** The client wants no more of the call, or is gone. */
	public void canceled() {
		stop(HubCallOutcome.CANCELED, null);
	}

	private void stop(HubCallOutcome outcome, @Nullable Throwable error) {
		if (this.observation == null || this.context == null) {
			return;
		}
		this.context.setOutcome(outcome);
		if (error != null) {
			this.observation.error(error);
		}
		this.observation.stop();
	}

}
