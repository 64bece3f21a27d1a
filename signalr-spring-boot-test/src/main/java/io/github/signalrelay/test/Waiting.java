// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits of a test's thread, each with a limit.
 */
final class Waiting {

	private Waiting() {
	}

	/**
	 * Waits for a future.
	 * @throws AssertionError if it takes too long
	 * @throws RuntimeException what the future failed with
	 */
	static <T> T on(CompletableFuture<T> future, Duration limit, String otherwise) {
		try {
			return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError(otherwise + " within " + limit + ".", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting", ex);
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	/** A copy has the stack of the waiting test, which is what its author looks for. */
	private static RuntimeException unwrapped(ExecutionException ex) {
		Throwable cause = ex.getCause();
		String message = (cause != null) ? String.valueOf(cause.getMessage()) : "";
		if (cause instanceof HubConnectException) {
			return new HubConnectException(message);
		}
		if (cause instanceof HubInvocationException) {
			return new HubInvocationException(message);
		}
		return new IllegalStateException(message, cause);
	}

}
