// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBindingFailure;
import io.github.signalrelay.protocol.hub.StreamInvocation;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Calls that one client makes. As many run at the same time as the hub's options allow;
 * one more may wait, and then the client's messages behind it wait too (hub protocol
 * reference, section 7). Owned by the serial queue of the connection.
 */
final class ClientInvocations {

	private static final Logger logger = LoggerFactory.getLogger(ClientInvocations.class);

	private final HubRuntime hub;

	private final CallContext context;

	private final Supplier<ServiceLink> link;

	private final Executor queue;

	private final Host host;

	private int running;

	private @Nullable Runnable waiting;

	ClientInvocations(HubRuntime hub, CallContext context, Supplier<ServiceLink> link, Executor queue, Host host) {
		this.hub = hub;
		this.context = context;
		this.link = link;
		this.queue = queue;
		this.host = host;
	}

	/**
	 * Whether a call waits, so that no further message may be read.
	 * @return {@code true} until a running call ends
	 */
	boolean isBlocked() {
		return this.waiting != null;
	}

	void invoke(HubProtocol protocol, Invocation message) {
		Runnable start = () -> start(protocol, message);
		if (this.running < this.hub.options().maximumParallelInvocationsPerClient()) {
			start.run();
		}
		else {
			this.waiting = start;
		}
	}

	/** No method streams yet: calls in the streaming mode are refused. */
	void invokeStream(HubProtocol protocol, StreamInvocation message) {
		String error = this.hub.texts().notStreaming(declaredName(message.target()));
		answer(protocol, completion(message.invocationId(), error, null));
	}

	void bindingFailed(HubProtocol protocol, InvocationBindingFailure message) {
		HubMethodDefinition method = this.hub.definition().method(message.target());
		String error = (method != null) ? this.hub.texts().bindingFailed(method.name(), message.cause())
				: this.hub.texts().unknownMethod(message.target());
		if (method != null) {
			logger.debug("A call of hub method '{}' by connection {} does not fit", method.name(),
					this.context.caller().connectionId(), message.cause());
		}
		answer(protocol, completion(message.invocationId(), error, null));
	}

	private String declaredName(String target) {
		HubMethodDefinition method = this.hub.definition().method(target);
		return (method != null) ? method.name() : target;
	}

	private void start(HubProtocol protocol, Invocation message) {
		HubMethodDefinition method = this.hub.definition().method(message.target());
		if (method == null) {
			answer(protocol,
					completion(message.invocationId(), this.hub.texts().unknownMethod(message.target()), null));
			return;
		}
		if (!message.streamIds().isEmpty()) {
			String error = this.hub.texts().streamCount(method.name(), message.streamIds().size(), 0);
			answer(protocol, completion(message.invocationId(), error, null));
			return;
		}
		this.running++;
		this.hub.invoker()
			.invoke(method, message.arguments(), this.context, this.link,
					(result, error) -> completed(protocol, message.invocationId(), method, result, error));
	}

	/** On any thread: the result is written before the queue is entered. */
	private void completed(HubProtocol protocol, @Nullable String invocationId, HubMethodDefinition method,
			@Nullable Object result, @Nullable Throwable error) {
		if (error != null) {
			logFailure(method, error);
		}
		String text = (error != null) ? this.hub.texts().invocationFailed(method.name(), error) : null;
		Completion completion = completion(invocationId, text, result);
		Payload answer = null;
		RuntimeException unwritable = null;
		try {
			answer = (completion != null) ? protocol.write(completion) : null;
		}
		catch (RuntimeException ex) {
			logger.error("The result of hub method '{}.{}' cannot be serialized", this.hub.definition().name(),
					method.name(), ex);
			unwritable = ex;
		}
		Finished finished = new Finished(answer, unwritable);
		this.queue.execute(() -> finish(finished));
	}

	private void logFailure(HubMethodDefinition method, Throwable error) {
		if (error instanceof HubException) {
			logger.debug("Hub method '{}.{}' refused a call", this.hub.definition().name(), method.name(), error);
		}
		else if (error instanceof RejectedExecutionException) {
			logger.warn("Hub method '{}.{}' was not called: the executor takes no more tasks",
					this.hub.definition().name(), method.name());
		}
		else {
			logger.error("Hub method '{}.{}' failed", this.hub.definition().name(), method.name(), error);
		}
	}

	private void finish(Finished finished) {
		this.running--;
		if (finished.unwritable() != null) {
			this.host.writeFailed(finished.unwritable());
		}
		if (finished.answer() != null) {
			this.host.reply(finished.answer());
		}
		Runnable next = this.waiting;
		this.waiting = null;
		if (next != null && this.host.isOpen()) {
			next.run();
		}
		this.host.proceed();
	}

	private void answer(HubProtocol protocol, @Nullable Completion completion) {
		if (completion != null) {
			this.host.reply(protocol.write(completion));
		}
	}

	private static @Nullable Completion completion(@Nullable String invocationId, @Nullable String error,
			@Nullable Object result) {
		if (invocationId == null) {
			return null;
		}
		return new Completion(Map.of(), invocationId, error, error == null, (error == null) ? result : null);
	}

	/** What came out of a call. */
	private record Finished(@Nullable Payload answer, @Nullable RuntimeException unwritable) {

	}

	/** The connection, called on its serial queue. */
	interface Host {

		boolean isOpen();

		void reply(Payload completion);

		void writeFailed(RuntimeException error);

		void proceed();

	}

}
