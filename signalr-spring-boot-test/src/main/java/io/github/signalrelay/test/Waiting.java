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
			throw interrupted(ex);
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	/**
	 * Waits until another thread notifies, or for a while. The caller owns the monitor,
	 * and has the loop that looks at the condition.
	 * @param monitor what is notified
	 * @param millis time to wait at most
	 * @throws AssertionError if this thread is interrupted
	 */
	@SuppressWarnings("WaitNotInLoop") // the caller has the loop
	static void on(Object monitor, long millis) {
		try {
			monitor.wait(millis);
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	private static AssertionError interrupted(InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new AssertionError("Interrupted while waiting", cause);
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
