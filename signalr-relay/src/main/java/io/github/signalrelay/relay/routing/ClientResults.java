// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMapping;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.invocation.PendingInvocation;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Questions of app servers to single clients (service protocol reference, 6.11). The
 * answer of a client goes to the app server that serves it, as all its data; when another
 * one asked, that one sends the answer here and it is passed on.
 */
final class ClientResults {

	private final RelayHub hub;

	ClientResults(RelayHub hub) {
		this.hub = hub;
	}

	void ask(ServerConnection caller, ClientInvocation question) {
		RoutedClient client = this.hub.client(question.connectionId());
		if (client == null) {
			fail(caller, question, "Connection '" + question.connectionId() + "' does not exist.");
			return;
		}
		client.shard.post(new LoopTask() {

			@Override
			public void run() {
				askOnLoop(caller, question, client);
			}

			@Override
			public void dropped() {
				fail(caller, question, gone(question.connectionId()));
			}

		});
	}

	private void askOnLoop(ServerConnection caller, ClientInvocation question, RoutedClient client) {
		if (!client.isPresent()) {
			fail(caller, question, gone(question.connectionId()));
			return;
		}
		if (question.payloads().forProtocol(client.connection.protocol()) == null) {
			fail(caller, question, "The invocation is not encoded in the hub protocol of the client, '"
					+ client.connection.protocol() + "'.");
			return;
		}
		PendingInvocation pending = new PendingInvocation(question.invocationId(), question.connectionId(),
				question.callerServerId(), caller, client.server(), expiry());
		if (!this.hub.invocations().add(pending)) {
			this.hub.node().serverMetrics().invalid();
			fail(caller, question, "An invocation with the id '" + question.invocationId() + "' is pending.");
			return;
		}
		if (!pending.isLocal()) {
			// The router must know the id before the answer can come
			pending.router()
				.write(new ClientInvocation(question.invocationId(), question.connectionId(), question.callerServerId(),
						Payloads.NONE, question.tracingId()));
			caller.write(
					new ServiceMapping(question.invocationId(), question.connectionId(), this.hub.settings().nodeId()));
		}
		Multicast.send(question.payloads(), new Audience.Clients(Map.of(client.shard, List.of(client))), this.hub,
				new int[] { client.shard.number() });
		if (!caller.isOpen()) {
			callerGone(caller);
		}
	}

	private long expiry() {
		return this.hub.node().nanoTime().getAsLong() + this.hub.settings().invocationTimeout().toNanos();
	}

	/** The app server that serves the client tells the answer. */
	void completed(ServerConnection from, ClientCompletion completion) {
		PendingInvocation pending = take(from, completion.invocationId(), completion.connectionId());
		if (pending != null && !isCaller(from, pending)) {
			answer(pending, new ClientCompletion(completion.invocationId(), completion.connectionId(),
					pending.callerServerId(), completion.protocol(), completion.payload(), completion.tracingId()));
		}
	}

	/** An app server tells that there will be no answer. */
	void failed(ServerConnection from, ErrorCompletion failure) {
		PendingInvocation pending = take(from, failure.invocationId(), failure.connectionId());
		if (pending != null && !isCaller(from, pending)) {
			answer(pending, failure(pending, failure.error()));
		}
	}

	/** Takes the question out if this app server has a say in it. */
	private @Nullable PendingInvocation take(ServerConnection from, String invocationId, String connectionId) {
		PendingInvocation pending = this.hub.invocations().find(invocationId);
		if (pending == null) {
			// It has expired, or the client has gone: the caller knows
			this.hub.node().serverMetrics().dropped();
			return null;
		}
		boolean party = from.serverId().equals(pending.router().serverId()) || isCaller(from, pending);
		if (!party || !pending.connectionId().equals(connectionId)) {
			this.hub.node().serverMetrics().invalid();
			return null;
		}
		// It may have got another caller meanwhile, or be answered
		return this.hub.invocations().remove(pending) ? pending : take(from, invocationId, connectionId);
	}

	private static boolean isCaller(ServerConnection from, PendingInvocation pending) {
		return from.serverId().equals(pending.caller().serverId());
	}

	void clientGone(String connectionId) {
		for (PendingInvocation pending : this.hub.invocations().removeClient(connectionId)) {
			answer(pending, failure(pending, gone(pending.connectionId())));
		}
	}

	/**
	 * Another server connection takes the answers of a client.
	 * @param told whether its app server knows the questions; it must before an answer
	 */
	void clientMoved(RoutedClient client, boolean told) {
		for (PendingInvocation pending : this.hub.invocations().ofClient(client.connection.id())) {
			PendingInvocation moved = this.hub.invocations().giveRouter(pending.invocationId(), client.server());
			if (!told && moved != null && !moved.isLocal()) {
				client.server()
					.write(new ClientInvocation(moved.invocationId(), moved.connectionId(), moved.callerServerId(),
							Payloads.NONE, null));
			}
		}
	}

	/** Forgets what a server connection asked, unless its app server has another one. */
	void callerGone(ServerConnection caller) {
		for (PendingInvocation pending : this.hub.invocations().ofCaller(caller)) {
			ServerConnection other = this.hub.servers().ofServer(caller.serverId());
			if (other == null) {
				this.hub.invocations().remove(pending);
			}
			else {
				passOn(pending, other);
			}
		}
	}

	private void passOn(PendingInvocation pending, ServerConnection caller) {
		this.hub.invocations().giveCaller(pending.invocationId(), caller);
		// Whoever looked before the replacement did not find what came of it
		if (this.hub.client(pending.connectionId()) == null) {
			clientGone(pending.connectionId());
		}
		if (!caller.isOpen()) {
			callerGone(caller);
		}
	}

	void sweep() {
		for (PendingInvocation pending : this.hub.invocations().removeExpired(this.hub.node().nanoTime().getAsLong())) {
			answer(pending, failure(pending, "The client did not answer in time."));
		}
	}

	private void answer(PendingInvocation pending, ServiceMessage message) {
		ServerConnection caller = pending.caller();
		if (caller.isOpen()) {
			caller.write(message);
			return;
		}
		ServerConnection other = this.hub.servers().ofServer(caller.serverId());
		if (other != null) {
			other.write(message);
		}
	}

	private static void fail(ServerConnection caller, ClientInvocation question, String error) {
		caller.write(new ErrorCompletion(question.invocationId(), question.connectionId(), question.callerServerId(),
				error, question.tracingId()));
	}

	private static ErrorCompletion failure(PendingInvocation pending, String error) {
		return new ErrorCompletion(pending.invocationId(), pending.connectionId(), pending.callerServerId(), error,
				null);
	}

	private static String gone(String connectionId) {
		return "Connection '" + connectionId + "' is disconnected.";
	}

}
