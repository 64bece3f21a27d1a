// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Finds the exception that the application threw inside those that carry it.
 */
public final class Causes {

	private static final int MAX_DEPTH = 16;

	private Causes() {
	}

	/**
	 * Takes off what reflection, proxies, futures and Reactor put around an exception.
	 * @param error the exception
	 * @return the application's exception
	 */
	public static Throwable unwrap(Throwable error) {
		Throwable current = error;
		for (int depth = 0; depth < MAX_DEPTH; depth++) {
			Throwable next = isWrapper(current) ? current.getCause() : Exceptions.unwrap(current);
			if (next == null || next == current) {
				return current;
			}
			current = next;
		}
		return current;
	}

	/**
	 * Ends a future as a stage ends, with the application's exception if it fails.
	 * @param stage the stage
	 * @param future the future
	 */
	static void forward(CompletionStage<@Nullable Object> stage, CompletableFuture<@Nullable Object> future) {
		stage.whenComplete((result, error) -> {
			if (error != null) {
				future.completeExceptionally(unwrap(error));
			}
			else {
				future.complete(result);
			}
		});
	}

	private static boolean isWrapper(Throwable error) {
		return error instanceof InvocationTargetException || error instanceof UndeclaredThrowableException
				|| error instanceof CompletionException || error instanceof ExecutionException;
	}

}
