// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A call of a hub method that a test does not wait for at once. Any thread may use it.
 */
public final class PendingInvocation {

	private final CompletableFuture<ReceivedValue> result;

	private final Runnable cancellation;

	private final Duration limit;

	PendingInvocation(CompletableFuture<ReceivedValue> result, Runnable cancellation, Duration limit) {
		this.result = result;
		this.cancellation = cancellation;
		this.limit = limit;
	}

	/**
	 * Whether the hub has answered, or the connection has ended.
	 * @return {@code true} if {@link #await} does not wait
	 */
	public boolean isDone() {
		return this.result.isDone();
	}

	/**
	 * Waits for the answer.
	 * @return the result
	 * @throws HubInvocationException if the hub answered with an error, or the connection
	 * ended
	 * @throws AssertionError if there is no answer within the client's limit
	 */
	public ReceivedValue await() {
		return Waiting.on(this.result, this.limit, "The hub did not answer");
	}

	/**
	 * Asks the hub to cancel the call, as a client does whose user lost interest. The hub
	 * still answers.
	 */
	public void cancel() {
		this.cancellation.run();
	}

}
