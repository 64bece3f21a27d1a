// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A signal that the application may wait for. Given once or never; any thread may ask.
 */
public final class Signal {

	/** Guarded by this object: made for the first who asks. */
	private @Nullable CompletableFuture<Void> waiting;

	private volatile boolean given;

	/**
	 * Whether the signal was given.
	 * @return {@code true} from then on
	 */
	public boolean isGiven() {
		return this.given;
	}

	/**
	 * What the application waits for.
	 * @return completes with the signal, never with an error
	 */
	public synchronized CompletionStage<Void> stage() {
		if (this.waiting == null) {
			this.waiting = new CompletableFuture<>();
			if (this.given) {
				this.waiting.complete(null);
			}
		}
		return this.waiting.minimalCompletionStage();
	}

	/**
	 * Gives the signal. Callbacks of the application belong on a thread that may block,
	 * so they are left to the caller.
	 * @return to be completed there, or {@code null} when nobody waits
	 */
	public synchronized @Nullable CompletableFuture<Void> give() {
		this.given = true;
		return this.waiting;
	}

}
