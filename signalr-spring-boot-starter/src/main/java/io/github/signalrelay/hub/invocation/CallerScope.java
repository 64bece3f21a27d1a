// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
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

	/**
	 * Whether a caller may call a method, as the proxy of the bean will find when it is
	 * called. Asked ahead of filters, on the thread that calls the method, in the
	 * caller's name.
	 * @param caller the caller
	 * @param bean the bean or its proxy
	 * @param method the method, of the bean's class
	 * @param arguments values of all parameters
	 * @return completes with the verdict, or fails with the refusal
	 */
	default CompletionStage<Verdict> authorize(HubCaller caller, Object bean, Method method,
			@Nullable Object[] arguments) {
		return CompletableFuture.completedFuture(Verdict.ALLOWED);
	}

	/**
	 * Whether a method may be called.
	 *
	 * @param allowed whether it may
	 * @param result what the call ends with if it may not, and does not fail either
	 */
	record Verdict(boolean allowed, @Nullable Object result) {

		/** The method may be called. */
		public static final Verdict ALLOWED = new Verdict(true, null);

	}

}
