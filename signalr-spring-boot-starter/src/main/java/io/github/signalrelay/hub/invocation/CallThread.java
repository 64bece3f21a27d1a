// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.Locale;
import java.util.concurrent.Executor;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.observation.CallObservation;

/**
 * Where one call runs: in the flow of its client, under its observation, in the name and
 * the language of its caller, and on the executor that its kind of method needs.
 *
 * @param executor runs the parts of the call
 * @param current flow of each thread
 * @param scope makes the caller known
 * @param flow flow of this call, and of no other
 * @param context what surrounds the call, the caller and the observation among it
 */
record CallThread(Executor executor, CurrentFlow current, CallerScope scope, Flow flow, CallContext context) {

	/**
	 * Whether this very thread runs the call.
	 * @return {@code false} on threads that something else has chosen
	 */
	@SuppressWarnings("ReferenceEquality") // another call of the same client is another
	boolean isCurrent() {
		return this.current.flow() == this.flow;
	}

	/**
	 * Runs a part of the call on the executor.
	 * @param task the part
	 * @throws java.util.concurrent.RejectedExecutionException if the executor takes no
	 * more tasks
	 */
	void execute(Runnable task) {
		this.executor.execute(() -> run(task));
	}

	/**
	 * Ends the call on this thread, which must have nothing to do for it behind that.
	 * @param end tells of the end
	 */
	void end(Runnable end) {
		if (this.executor instanceof SuccessiveCalls successive) {
			successive.end(end);
		}
		else {
			end.run();
		}
	}

	private void run(Runnable task) {
		Flow outer = this.current.enter(this.flow);
		try {
			runObserved(task);
		}
		finally {
			this.current.leave(outer);
		}
	}

	/** Filters and all else that surrounds the call are inside of its observation. */
	private void runObserved(Runnable task) {
		CallObservation observation = this.context.observation();
		if (observation == CallObservation.NONE) {
			runLocalized(task);
		}
		else {
			observation.run(() -> runLocalized(task));
		}
	}

	private void runLocalized(Runnable task) {
		HubCaller caller = this.context.caller();
		Locale locale = caller.locale();
		if (locale == null) {
			this.scope.run(caller, task);
			return;
		}
		LocaleContext outer = LocaleContextHolder.getLocaleContext();
		LocaleContextHolder.setLocale(locale);
		try {
			this.scope.run(caller, task);
		}
		finally {
			LocaleContextHolder.setLocaleContext(outer);
		}
	}

}
