// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.HubCancellation;

/**
 * Cancel of one call. Given once, by the serial queue of the connection, or never; asked
 * by any thread.
 */
final class CallCancellation implements HubCancellation {

	private final Signal signal = new Signal();

	@Override
	public boolean isCancelled() {
		return this.signal.isGiven();
	}

	@Override
	public CompletionStage<Void> cancelled() {
		return this.signal.stage();
	}

	/**
	 * Gives the signal. Not on the application's executor: all of its threads may be
	 * waiting for this.
	 */
	void cancel() {
		CompletableFuture<Void> waiting = this.signal.give();
		if (waiting != null) {
			Schedulers.boundedElastic().schedule(() -> waiting.complete(null));
		}
	}

}
