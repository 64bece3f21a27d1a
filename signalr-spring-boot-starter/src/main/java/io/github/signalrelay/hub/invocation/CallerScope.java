// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.signalrelay.hub.HubCaller;

/**
 * Makes the caller known to what a hub method calls: to the thread that runs the method,
 * and to the publishers that it returns. May be used by any thread.
 */
public interface CallerScope {

	/** Makes nobody known. */
	CallerScope NONE = new CallerScope() {

		@Override
		public void run(HubCaller caller, Runnable task) {
			task.run();
		}

		@Override
		public ContextView context(HubCaller caller) {
			return Context.empty();
		}

		@Override
		public boolean isRefusal(Throwable error) {
			return false;
		}

	};

	/**
	 * Runs something on this thread in the name of a caller. The thread knows nothing of
	 * the caller afterwards.
	 * @param caller the caller
	 * @param task what to run
	 */
	void run(HubCaller caller, Runnable task);

	/**
	 * What publishers find in their subscriber's context.
	 * @param caller the caller
	 * @return the context to add
	 */
	ContextView context(HubCaller caller);

	/**
	 * Whether an exception says that the caller must not call a method. The client is
	 * then told so, and nothing else.
	 * @param error the exception
	 * @return {@code true} for a refusal
	 */
	boolean isRefusal(Throwable error);

}
