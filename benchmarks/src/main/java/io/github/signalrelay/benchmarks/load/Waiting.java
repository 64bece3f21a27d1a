// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for the event loop, never without a limit.
 */
final class Waiting {

	/** Time after which nothing is waited for any more that makes no progress. */
	static final Duration LIMIT = Duration.ofSeconds(120);

	private Waiting() {
	}

	/**
	 * Waits as long as there is progress.
	 * @param future what comes
	 * @param progress tells how far it is; the wait ends when it tells the same for
	 * {@link #LIMIT}
	 * @return the result
	 * @throws IllegalStateException if it fails, or does not come
	 */
	static <T> T on(CompletableFuture<T> future, Supplier<String> progress) {
		String before = progress.get();
		while (true) {
			try {
				return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				String now = progress.get();
				if (now.equals(before)) {
					throw new IllegalStateException("No progress within " + LIMIT.toSeconds() + " s: " + now, ex);
				}
				before = now;
			}
			catch (ExecutionException ex) {
				Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
				throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted: " + before, ex);
			}
		}
	}

}
