// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Does things at once that mostly wait, such as starting servers while nobody measures.
 */
final class SideBySide {

	/** More on two cores only get into each other's way. */
	private static final int THREADS = 3;

	private SideBySide() {
	}

	/**
	 * Does all of them and waits for the last one.
	 * @param tasks what to do, on other threads
	 * @return what came of each, in the same order
	 * @param <T> type of what comes of them
	 */
	static <T> List<Result<T>> run(List<Supplier<T>> tasks) {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<CompletableFuture<T>> begun = tasks.stream()
				.map((task) -> CompletableFuture.supplyAsync(task, threads))
				.toList();
			List<Result<T>> results = new ArrayList<>();
			begun.forEach((future) -> results.add(result(future)));
			return results;
		}
		finally {
			threads.shutdown();
		}
	}

	private static <T> Result<T> result(CompletableFuture<T> future) {
		try {
			return new Result.Done<>(future.join());
		}
		catch (CompletionException ex) {
			return (ex.getCause() instanceof RuntimeException cause) ? new Result.Failed<>(cause)
					: new Result.Failed<>(ex);
		}
	}

	/**
	 * What came of a task.
	 *
	 * @param <T> type of its value
	 */
	sealed interface Result<T> {

		/**
		 * It was done.
		 *
		 * @param value what it gave
		 * @param <T> type of the value
		 */
		record Done<T>(T value) implements Result<T> {
		}

		/**
		 * It failed.
		 *
		 * @param cause why
		 * @param <T> type of the value that it did not give
		 */
		record Failed<T>(RuntimeException cause) implements Result<T> {
		}

	}

}
