// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.invocation.Causes;

/**
 * Outcome of writing one message to several endpoints: it fails only if no endpoint took
 * the message, with all reasons. Guarded by its own monitor.
 */
final class GatheredWrites {

	private static final Logger logger = LoggerFactory.getLogger(GatheredWrites.class);

	private final String messageType;

	private final int endpoints;

	private final CompletableFuture<Integer> result = new CompletableFuture<>();

	private final List<Throwable> failures = new ArrayList<>();

	private int outcomes;

	/**
	 * Waits for outcomes.
	 * @param messageType kind of the message, for the log
	 * @param endpoints number of endpoints
	 */
	GatheredWrites(String messageType, int endpoints) {
		this.messageType = messageType;
		this.endpoints = endpoints;
	}

	/**
	 * How many endpoints took the message.
	 * @return completes when all have taken it or failed
	 */
	CompletableFuture<Integer> result() {
		return this.result;
	}

	/**
	 * One endpoint has taken the message, or failed.
	 * @param failure why it failed, or {@code null}
	 */
	void outcome(@Nullable Throwable failure) {
		List<Throwable> all;
		synchronized (this) {
			if (failure != null) {
				this.failures.add(Causes.unwrap(failure));
			}
			if (++this.outcomes < this.endpoints) {
				return;
			}
			all = List.copyOf(this.failures);
		}
		all.forEach((one) -> logger.warn("A {} did not reach one of {} endpoints: {}", this.messageType, this.endpoints,
				one.getMessage()));
		if (all.size() < this.endpoints) {
			this.result.complete(this.endpoints - all.size());
			return;
		}
		this.result.completeExceptionally(new Failures(all).together());
	}

}
