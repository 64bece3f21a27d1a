// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.invocation.Causes;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;

/**
 * One answer made of those of several endpoints (service protocol reference, 5.5): what
 * is about one connection, which is at one endpoint only, is true with the first "true",
 * and an error only if no endpoint said "true"; all else waits for every endpoint, and
 * any error counts. Guarded by its own monitor.
 */
final class GatheredAcks {

	private final boolean firstTrueCounts;

	private final int endpoints;

	private final CompletableFuture<Boolean> result = new CompletableFuture<>();

	private final List<Throwable> failures = new ArrayList<>();

	private int answers;

	private boolean anyTrue;

	/**
	 * Waits for answers.
	 * @param message what is answered
	 * @param endpoints number of endpoints
	 */
	GatheredAcks(AckableMessage message, int endpoints) {
		this.firstTrueCounts = message instanceof JoinGroupWithAck || message instanceof LeaveGroupWithAck
				|| message instanceof CheckConnectionExistenceWithAck;
		this.endpoints = endpoints;
	}

	CompletableFuture<Boolean> result() {
		return this.result;
	}

	/**
	 * One endpoint has answered, or will not.
	 * @param answer what it said, or {@code null} with a failure
	 * @param failure why it did not answer, or {@code null}
	 */
	void answer(@Nullable Boolean answer, @Nullable Throwable failure) {
		boolean last;
		synchronized (this) {
			this.anyTrue |= Boolean.TRUE.equals(answer);
			if (failure != null) {
				this.failures.add(Causes.unwrap(failure));
			}
			last = ++this.answers == this.endpoints;
		}
		if (this.firstTrueCounts && Boolean.TRUE.equals(answer)) {
			this.result.complete(true);
		}
		else if (last) {
			complete();
		}
	}

	private void complete() {
		boolean found;
		List<Throwable> all;
		synchronized (this) {
			found = this.anyTrue;
			all = List.copyOf(this.failures);
		}
		if (all.isEmpty() || (found && this.firstTrueCounts)) {
			this.result.complete(found);
			return;
		}
		this.result.completeExceptionally(new Failures(all).together());
	}

}
