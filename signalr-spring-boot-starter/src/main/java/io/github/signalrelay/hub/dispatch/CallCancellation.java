// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.HubCancellation;

/**
 * Cancel of one call. Given once, by the serial queue of the connection, or never; asked
 * by any thread.
 */
final class CallCancellation implements HubCancellation {

	/** Guarded by this object: made for the first who asks. */
	private @Nullable CompletableFuture<Void> signal;

	private volatile boolean cancelled;

	@Override
	public boolean isCancelled() {
		return this.cancelled;
	}

	@Override
	public synchronized CompletionStage<Void> cancelled() {
		if (this.signal == null) {
			this.signal = new CompletableFuture<>();
			if (this.cancelled) {
				this.signal.complete(null);
			}
		}
		return this.signal.minimalCompletionStage();
	}

	/**
	 * Gives the signal. Not on the application's executor: all of its threads may be
	 * waiting for this.
	 */
	void cancel() {
		CompletableFuture<Void> waiting = markCancelled();
		if (waiting != null) {
			Schedulers.boundedElastic().schedule(() -> waiting.complete(null));
		}
	}

	private synchronized @Nullable CompletableFuture<Void> markCancelled() {
		this.cancelled = true;
		return this.signal;
	}

}
