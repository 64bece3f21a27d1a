// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.result;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.client.ClientOutput;
import io.github.signalrelay.hub.client.ClientOutput.ClientQuestion;
import io.github.signalrelay.hub.client.ClientOutput.LocalClient;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.client.MessageEncoder;
import io.github.signalrelay.hub.invocation.Causes;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMapping;

/**
 * Results that the code of one hub waits for, wherever the clients are connected (hub
 * protocol reference, section 11; service protocol reference, section 6.11). Any thread
 * may call it.
 */
public final class ClientResults {

	/**
	 * How long a client of another server may take when the options set no limit. The
	 * service gives up after 10 minutes; this is for a service that went away meanwhile.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofMinutes(11);

	private final MessageEncoder encoder;

	private final ClientOutput output;

	private final CurrentFlow flow;

	private final @Nullable Duration timeout;

	private final LongSupplier clock;

	/** No other process has it; ids must not meet those of other servers. */
	private final String processId = UUID.randomUUID().toString().replace("-", "");

	private final AtomicLong counter = new AtomicLong();

	private final Map<String, PendingResult> pending = new ConcurrentHashMap<>();

	private final Map<String, Set<PendingResult>> byConnection = new ConcurrentHashMap<>();

	/**
	 * Creates the results of a hub.
	 * @param encoder encodes the questions
	 * @param output way to the clients
	 * @param flow which client each thread serves
	 * @param timeout how long a client may take, or {@code null} for no limit
	 * @param clock nanoseconds, as of {@link System#nanoTime()}
	 */
	public ClientResults(MessageEncoder encoder, ClientOutput output, CurrentFlow flow, @Nullable Duration timeout,
			LongSupplier clock) {
		this.encoder = encoder;
		this.output = output;
		this.flow = flow;
		this.timeout = timeout;
		this.clock = clock;
	}

	/**
	 * Asks a client.
	 * @param question what is asked
	 * @param serverId id of this app server
	 * @return completes with the answer
	 */
	public CompletableFuture<Object> ask(ClientQuestion question, String serverId) {
		String connectionId = question.connectionId();
		String id = connectionId + "-" + this.processId + "-" + this.counter.incrementAndGet();
		LocalClient local = this.output.localClient(connectionId);
		Payloads payloads = this.encoder.encodeQuestion(id, question.method(), question.arguments(),
				(local != null) ? local.protocol() : null);
		Flow asking = this.flow.flow();
		if (asking != null) {
			try {
				asking.beforeWaiting().run();
			}
			catch (IllegalStateException ex) { // a connect callback must not wait
				return CompletableFuture.failedFuture(ex);
			}
		}
		PendingResult result = new PendingResult(id, connectionId, question.resultType(), deadline());
		boolean lend = local != null && (asking == null || !asking.connectionId().equals(connectionId));
		register(result, serverId, lend ? local : null);
		ClientInvocation invocation = new ClientInvocation(id, connectionId, serverId, payloads, null);
		CompletionStage<Integer> sent = (local != null)
				? this.output.sendOver(invocation, local.link()).thenApply((done) -> 1)
				: this.output.sendQuestion(invocation, question.origin());
		sent.whenComplete((answers, error) -> {
			if (error != null) {
				result.answer().completeExceptionally(Causes.unwrap(error));
			}
			else {
				settle(result, result.expect(answers));
			}
		});
		if (local != null && this.output.localClient(connectionId) == null) {
			result.clientGone(); // while it was asked
		}
		return result.answer();
	}

	private long deadline() {
		return this.clock.getAsLong() + ((this.timeout != null) ? this.timeout : LONGEST_WAIT).toNanos();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the answer itself is what is handed
													// out
	private void register(PendingResult result, String serverId, @Nullable LocalClient lending) {
		this.pending.put(result.invocationId(), result);
		this.byConnection.compute(result.connectionId(), (id, known) -> {
			Set<PendingResult> results = (known != null) ? known : ConcurrentHashMap.newKeySet();
			results.add(result);
			return results;
		});
		if (lending != null) {
			lending.loop().answerExpected();
		}
		result.answer().whenComplete((value, error) -> {
			if (lending != null) {
				lending.loop().answerSettled();
			}
			if (remove(result)) { // nobody has answered: the hub gave up
				this.output.send(
						new ErrorCompletion(result.invocationId(), result.connectionId(), serverId, "Canceled", null),
						null);
			}
		});
	}

	private boolean remove(PendingResult result) {
		this.byConnection.computeIfPresent(result.connectionId(), (id, known) -> {
			known.remove(result);
			return known.isEmpty() ? null : known;
		});
		return this.pending.remove(result.invocationId(), result);
	}

	/**
	 * Type that a completion of a client must have.
	 * @param invocationId id in the completion
	 * @param connectionId the client
	 * @return the type, or {@code null} when this client was not asked
	 */
	public @Nullable Type resultType(String invocationId, String connectionId) {
		PendingResult result = this.pending.get(invocationId);
		return (result != null && result.connectionId().equals(connectionId)) ? result.resultType() : null;
	}

	/**
	 * A client of this server has answered.
	 * @param completion the answer
	 * @param connectionId the client
	 * @return whether the answer was waited for
	 * @throws IllegalStateException if another client was asked
	 */
	public boolean answered(Completion completion, String connectionId) {
		PendingResult result = this.pending.get(completion.invocationId());
		if (result == null) {
			return false;
		}
		if (!result.connectionId().equals(connectionId)) {
			throw new IllegalStateException("Connection ID '" + connectionId + "' is not valid for invocation ID '"
					+ completion.invocationId() + "'.");
		}
		if (remove(result)) {
			result.complete(completion);
		}
		return true;
	}

	/**
	 * A client of another server has answered. With several endpoints the first result
	 * counts at once, anything else only when all endpoints have answered.
	 * @param message the answer, as the service brings it
	 */
	public void answered(ClientCompletion message) {
		PendingResult result = find(message.invocationId(), message.connectionId());
		if (result != null) {
			Completion answer = new ForwardedAnswer(this.encoder).read(message, result.resultType());
			settle(result, result.answeredBy(EndpointAnswer.of(answer)));
		}
	}

	/**
	 * A client of another server will not answer, as far as one endpoint knows.
	 * @param message says why
	 */
	public void failed(ErrorCompletion message) {
		PendingResult result = find(message.invocationId(), message.connectionId());
		if (result != null) {
			settle(result, result.answeredBy(EndpointAnswer.failure(message.error())));
		}
	}

	private void settle(PendingResult result, @Nullable EndpointAnswer decisive) {
		if (decisive != null && remove(result)) {
			result.complete(decisive);
		}
	}

	/**
	 * The service tells which relay instance a client of another server is connected to.
	 * @param message names question and instance
	 */
	public void owned(ServiceMapping message) {
		PendingResult result = find(message.invocationId(), message.connectionId());
		if (result != null) {
			result.ownedBy(message.instanceId());
		}
	}

	/**
	 * What waits for a client fails with this when the client goes.
	 * @param connectionId its connection
	 * @return the exception, with the text that the original has
	 */
	public static IOException disconnected(String connectionId) {
		return new IOException("Connection '" + connectionId + "' disconnected.");
	}

	private @Nullable PendingResult find(String invocationId, String connectionId) {
		PendingResult result = this.pending.get(invocationId);
		return (result != null && result.connectionId().equals(connectionId)) ? result : null;
	}

	/**
	 * A client has gone, and will not answer.
	 * @param connectionId its connection
	 */
	public void clientGone(String connectionId) {
		Set<PendingResult> results = this.byConnection.get(connectionId);
		if (results != null) {
			results.forEach(this::gone);
		}
	}

	/**
	 * A relay instance has gone with its clients.
	 * @param instanceId id of the instance
	 */
	public void instanceGone(String instanceId) {
		this.pending.values().stream().filter((result) -> result.isOwnedBy(instanceId)).forEach(this::gone);
	}

	private void gone(PendingResult result) {
		if (remove(result)) {
			result.clientGone();
		}
	}

	/**
	 * Gives up what was not answered in time.
	 * @param now the time, in nanoseconds
	 */
	public void tick(long now) {
		for (PendingResult result : this.pending.values()) {
			if (result.isLate(now)) {
				result.fail(new HubException("Invocation canceled by the server.",
						new TimeoutException("Connection '" + result.connectionId() + "' did not answer in time.")));
			}
		}
	}

	/**
	 * What the service is told of an answer that has arrived here.
	 * @param invocationId id of the question
	 * @param connectionId the client
	 * @param serverId id of this app server
	 * @param protocol the client's hub protocol
	 * @return the message
	 */
	public static ClientCompletion settled(String invocationId, String connectionId, String serverId, String protocol) {
		return new ClientCompletion(invocationId, connectionId, serverId, protocol, Payload.EMPTY, null);
	}

}
