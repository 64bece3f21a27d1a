// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.invocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.server.ServerConnection;

/**
 * The questions of one hub that wait for a client's answer (service protocol reference,
 * 6.11). Each is taken out once, by whoever is first: the answer, the end of the client,
 * the end of the caller, or time. Safe for use by many threads.
 */
public final class PendingInvocations {

	private final ConcurrentMap<String, PendingInvocation> byId = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Set<String>> idsByClient = new ConcurrentHashMap<>();

	/**
	 * Remembers a question.
	 * @param pending the question
	 * @return {@code false} when the id is taken
	 */
	public boolean add(PendingInvocation pending) {
		if (this.byId.putIfAbsent(pending.invocationId(), pending) != null) {
			return false;
		}
		this.idsByClient.compute(pending.connectionId(), (client, known) -> {
			Set<String> ids = (known != null) ? known : ConcurrentHashMap.newKeySet(2);
			ids.add(pending.invocationId());
			return ids;
		});
		return true;
	}

	/**
	 * Finds a question.
	 * @param invocationId its id
	 * @return the question, or {@code null} when nobody waits
	 */
	public @Nullable PendingInvocation find(String invocationId) {
		return this.byId.get(invocationId);
	}

	/**
	 * Takes a question out.
	 * @param pending the question
	 * @return whether it was still there
	 */
	public boolean remove(PendingInvocation pending) {
		if (!this.byId.remove(pending.invocationId(), pending)) {
			return false;
		}
		this.idsByClient.computeIfPresent(pending.connectionId(), (client, ids) -> {
			ids.remove(pending.invocationId());
			return ids.isEmpty() ? null : ids;
		});
		return true;
	}

	/**
	 * Gives a question another caller, without a moment in which it is not there.
	 * @param invocationId its id
	 * @param caller who gets the answer
	 * @return the question, or {@code null} when nobody waits
	 */
	public @Nullable PendingInvocation giveCaller(String invocationId, ServerConnection caller) {
		return this.byId.computeIfPresent(invocationId, (id, pending) -> pending.withCaller(caller));
	}

	/**
	 * Gives a question another router, without a moment in which it is not there.
	 * @param invocationId its id
	 * @param router server connection that serves the client now
	 * @return the question, or {@code null} when nobody waits
	 */
	public @Nullable PendingInvocation giveRouter(String invocationId, ServerConnection router) {
		return this.byId.computeIfPresent(invocationId, (id, pending) -> pending.withRouter(router));
	}

	/**
	 * Finds all questions to a client. Costs its own questions only.
	 * @param connectionId the client
	 * @return the questions
	 */
	public List<PendingInvocation> ofClient(String connectionId) {
		Set<String> ids = this.idsByClient.getOrDefault(connectionId, Set.of());
		return ids.stream().map(this.byId::get).filter(Objects::nonNull).toList();
	}

	/**
	 * Takes out all questions to a client. Costs its own questions only.
	 * @param connectionId the client
	 * @return the questions
	 */
	public List<PendingInvocation> removeClient(String connectionId) {
		Set<String> ids = this.idsByClient.get(connectionId);
		if (ids == null) {
			return List.of();
		}
		List<PendingInvocation> removed = new ArrayList<>();
		for (String id : ids) {
			PendingInvocation pending = this.byId.get(id);
			if (pending != null && remove(pending)) {
				removed.add(pending);
			}
		}
		return removed;
	}

	/**
	 * Finds all questions that came on a server connection.
	 * @param caller the server connection
	 * @return the questions
	 */
	public List<PendingInvocation> ofCaller(ServerConnection caller) {
		return this.byId.values().stream().filter((pending) -> pending.caller() == caller).toList();
	}

	/**
	 * Takes out all questions that have waited too long.
	 * @param now monotonic time in nanoseconds
	 * @return the questions
	 */
	public List<PendingInvocation> removeExpired(long now) {
		return removeIf((pending) -> now - pending.expiresAt() >= 0);
	}

	private List<PendingInvocation> removeIf(Predicate<PendingInvocation> condition) {
		List<PendingInvocation> removed = new ArrayList<>();
		for (PendingInvocation pending : this.byId.values()) {
			if (condition.test(pending) && remove(pending)) {
				removed.add(pending);
			}
		}
		return removed;
	}

	/**
	 * Number of questions.
	 * @return the number
	 */
	public int size() {
		return this.byId.size();
	}

}
