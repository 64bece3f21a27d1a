// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.result;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.protocol.hub.Completion;

/**
 * A client's result that hub code waits for.
 */
final class PendingResult {

	private final String invocationId;

	private final String connectionId;

	private final Type resultType;

	private final long deadline;

	private final CompletableFuture<Object> answer = new CompletableFuture<>();

	/** Relay instance that owns a client of another server; set when the relay tells. */
	private volatile @Nullable String instanceId;

	PendingResult(String invocationId, String connectionId, Type resultType, long deadline) {
		this.invocationId = invocationId;
		this.connectionId = connectionId;
		this.resultType = resultType;
		this.deadline = deadline;
	}

	String invocationId() {
		return this.invocationId;
	}

	String connectionId() {
		return this.connectionId;
	}

	Type resultType() {
		return this.resultType;
	}

	CompletableFuture<Object> answer() {
		return this.answer;
	}

	void ownedBy(String instance) {
		this.instanceId = instance;
	}

	boolean isOwnedBy(String instance) {
		return instance.equals(this.instanceId);
	}

	boolean isLate(long now) {
		return now - this.deadline > 0;
	}

	void complete(Completion completion) {
		if (completion.error() != null) {
			this.answer.completeExceptionally(new HubException(completion.error()));
		}
		else {
			this.answer.complete(completion.result());
		}
	}

	void fail(Exception error) {
		this.answer.completeExceptionally(error);
	}

	void clientGone() {
		fail(ClientResults.disconnected(this.connectionId));
	}

}
