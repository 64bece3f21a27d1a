// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.result;

import java.io.IOException;
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

	/** Number of endpoints that answer, or -1 while it is not known. Guarded by this. */
	private int expected = -1;

	/** Guarded by this. */
	private int answers;

	/** The answer that says most so far. Guarded by this. */
	private @Nullable EndpointAnswer best;

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

	/**
	 * The question has been sent.
	 * @param endpoints number of endpoints that will answer
	 * @return the answer that ends the wait; {@code null} while more answers are to come
	 */
	synchronized @Nullable EndpointAnswer expect(int endpoints) {
		this.expected = endpoints;
		return decisive();
	}

	/**
	 * An endpoint has answered, perhaps before {@link #expect}.
	 * @param answered what it says
	 * @return the answer that ends the wait; {@code null} while more answers are to come
	 */
	synchronized @Nullable EndpointAnswer answeredBy(EndpointAnswer answered) {
		this.answers++;
		EndpointAnswer former = this.best;
		if (former == null || answered.weight() > former.weight()) {
			this.best = answered;
		}
		return decisive();
	}

	private @Nullable EndpointAnswer decisive() {
		EndpointAnswer known = this.best;
		if (known != null && known.isResult()) {
			return known;
		}
		if (this.expected < 0 || this.answers < this.expected) {
			return null;
		}
		return (known != null) ? known
				: EndpointAnswer.failure("No endpoint was asked for connection '" + this.connectionId + "'.");
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

	void complete(EndpointAnswer answered) {
		if (answered.completion() != null) {
			complete(answered.completion());
		}
		else {
			fail(new IOException(answered.error()));
		}
	}

	void fail(Exception error) {
		this.answer.completeExceptionally(error);
	}

	void clientGone() {
		fail(ClientResults.disconnected(this.connectionId));
	}

}
