// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.definition.ReturnStyle;
import io.github.signalrelay.hub.stream.UploadStream;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.CancelInvocation;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBindingFailure;
import io.github.signalrelay.protocol.hub.StreamBindingFailure;
import io.github.signalrelay.protocol.hub.StreamInvocation;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * Calls that one client makes. As many run at the same time as the hub's options allow;
 * one more may wait, and then the client's messages behind it wait too (hub protocol
 * reference, section 7). Calls with streams in either direction are not counted. Owned by
 * the serial queue of the connection.
 */
final class ClientInvocations {

	private static final Logger logger = LoggerFactory.getLogger(ClientInvocations.class);

	private final HubRuntime hub;

	private final CallContext context;

	private final Flow flow;

	private final Executor queue;

	private final Host host;

	private final ClientUploads uploads;

	private final ClientStreams streams;

	private int running;

	private int answersExpected;

	private @Nullable IncomingCall waiting;

	ClientInvocations(HubRuntime hub, CallContext context, Flow flow, Executor queue, Host host) {
		this.hub = hub;
		this.context = context;
		this.flow = flow;
		this.queue = queue;
		this.host = host;
		this.uploads = new ClientUploads(hub.options().streamBufferCapacity(), hub.texts(), queue, host::proceed);
		this.streams = new ClientStreams(hub, flow, queue, host, this.uploads);
	}

	ClientUploads uploads() {
		return this.uploads;
	}

	ClientStreams streams() {
		return this.streams;
	}

	/**
	 * Whether a call or an uploaded item waits, so that no further message may be read.
	 * @return {@code true} until a running call ends or reads
	 */
	boolean isBlocked() {
		return this.waiting != null || this.uploads.isBlocked();
	}

	/**
	 * Takes a message of a call or its streams.
	 * @param protocol hub protocol of the client
	 * @param message the message
	 * @return {@code false} if it is about something else
	 */
	boolean handle(HubProtocol protocol, HubMessage message) {
		if (message instanceof Invocation invocation) {
			invoke(protocol, invocation);
		}
		else if (message instanceof StreamInvocation invocation) {
			invokeStream(protocol, invocation);
		}
		else if (message instanceof InvocationBindingFailure failure) {
			bindingFailed(protocol, failure);
		}
		else if (message instanceof StreamItem item) {
			this.uploads.item(item);
		}
		else if (message instanceof StreamBindingFailure failure) {
			this.uploads.bindingFailed(failure);
		}
		else if (message instanceof CancelInvocation cancel) {
			this.streams.cancel(cancel.invocationId());
		}
		else {
			return false;
		}
		return true;
	}

	private void invoke(HubProtocol protocol, Invocation message) {
		HubMethodDefinition method = this.hub.definition().method(message.target());
		if (method == null) { // the binder has refused it before
			answerUnknown(protocol, message.invocationId(), message.target());
			return;
		}
		accept(new IncomingCall(protocol, message.invocationId(), method, message.arguments(), message.streamIds(),
				false));
	}

	private void invokeStream(HubProtocol protocol, StreamInvocation message) {
		HubMethodDefinition method = this.hub.definition().method(message.target());
		if (method == null) {
			answerUnknown(protocol, message.invocationId(), message.target());
			return;
		}
		accept(new IncomingCall(protocol, message.invocationId(), method, message.arguments(), message.streamIds(),
				true));
	}

	private void accept(IncomingCall call) {
		if (call.takesSlot() && this.running >= slots()) {
			this.waiting = call;
		}
		else {
			start(call);
		}
	}

	private void bindingFailed(HubProtocol protocol, InvocationBindingFailure message) {
		HubMethodDefinition method = this.hub.definition().method(message.target());
		if (method == null) {
			answerUnknown(protocol, message.invocationId(), message.target());
			return;
		}
		logger.debug("A call of hub method '{}' by connection {} does not fit", method.name(),
				this.context.caller().connectionId(), message.cause());
		answerError(protocol, message.invocationId(), this.hub.texts().bindingFailed(method.name(), message.cause()));
	}

	private void answerUnknown(HubProtocol protocol, @Nullable String invocationId, String target) {
		answerError(protocol, invocationId, this.hub.texts().unknownMethod(target));
	}

	private void answerError(HubProtocol protocol, @Nullable String invocationId, String error) {
		if (invocationId != null) {
			this.host.reply(protocol.write(new Completion(Map.of(), invocationId, error, false, null)));
		}
	}

	private void start(IncomingCall call) {
		String refusal = call.refusal(this.hub.texts());
		if (refusal != null) {
			answer(call.failure(refusal));
			return;
		}
		String id = call.invocationId();
		if (call.streaming() && this.streams.isActive(id)) {
			answer(call.failure(this.hub.texts().invocationIdInUse(String.valueOf(id))));
			return;
		}
		List<UploadStream> uploaded;
		try {
			uploaded = this.uploads.open(call.streamIds(), call.method().uploadTypes());
		}
		catch (HubException ex) {
			answer(call.failure(this.hub.texts().invocationFailed(call.method().name(), ex)));
			return;
		}
		CallContext callContext = uploaded.isEmpty() ? this.context
				: this.context.withUploads(items(call.method(), uploaded));
		if (call.streaming() && id != null) {
			this.streams.start(call, id, callContext, uploaded);
		}
		else {
			call(call, callContext, uploaded);
		}
	}

	/**
	 * A method that may block may also do so while it handles an item, so that must not
	 * happen where the item came in; nor may it wait for a thread of the executor, all of
	 * which may be waiting for items.
	 */
	private static List<Flux<Object>> items(HubMethodDefinition method, List<UploadStream> uploaded) {
		boolean blocking = method.returnStyle() == ReturnStyle.BLOCKING;
		return uploaded.stream()
			.map(UploadStream::items)
			.map((items) -> blocking ? items.publishOn(Schedulers.boundedElastic(), 1) : items)
			.toList();
	}

	/** A call whose answer is on its way needs a loop that reads on. */
	private int slots() {
		return this.hub.options().maximumParallelInvocationsPerClient() + this.answersExpected;
	}

	/**
	 * The client was asked for a result, by code whose call holds no slot here.
	 * @param change 1 when it is asked, -1 when that has an end
	 */
	void answersExpected(int change) {
		this.answersExpected += change;
		startWaiting();
	}

	private void call(IncomingCall call, CallContext callContext, List<UploadStream> uploaded) {
		Slot slot = new Slot(call.takesSlot());
		if (slot.held) {
			this.running++;
		}
		Flow callFlow = new Flow(this.flow.connectionId(), this.flow.link(), this.flow.mayBlock(),
				() -> this.queue.execute(() -> giveBack(slot)));
		this.hub.invoker()
			.invoke(call.method(), call.arguments(), callContext, callFlow,
					(result, error) -> completed(call, slot, uploaded, result, error));
	}

	/** On any thread: the result is written before the queue is entered. */
	private void completed(IncomingCall call, Slot slot, List<UploadStream> uploaded, @Nullable Object result,
			@Nullable Throwable error) {
		HubMethodDefinition method = call.method();
		Payload answer = null;
		RuntimeException unwritable = null;
		if (error != null) {
			logFailure(method, error);
			answer = call.failure(this.hub.texts().invocationFailed(method.name(), error));
		}
		else {
			try {
				answer = call.result(result);
			}
			catch (RuntimeException ex) {
				logger.error("The result of hub method '{}.{}' cannot be serialized", this.hub.definition().name(),
						method.name(), ex);
				unwritable = ex;
			}
		}
		Finished finished = new Finished(slot, uploaded, answer, unwritable);
		this.queue.execute(() -> finish(finished));
	}

	private void logFailure(HubMethodDefinition method, Throwable error) {
		if (error instanceof HubException || this.hub.texts().isRefusal(error)) {
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
		this.uploads.close(finished.uploaded());
		if (finished.unwritable() != null) {
			this.host.writeFailed(finished.unwritable());
		}
		answer(finished.answer());
		giveBack(finished.slot());
	}

	private void giveBack(Slot slot) {
		if (slot.held) {
			slot.held = false;
			this.running--;
			startWaiting();
		}
	}

	private void startWaiting() {
		IncomingCall next = this.waiting;
		if (this.running >= slots()) {
			return;
		}
		this.waiting = null;
		if (next != null && this.host.isOpen()) {
			start(next);
		}
		this.host.proceed();
	}

	private void answer(@Nullable Payload answer) {
		if (answer != null) {
			this.host.reply(answer);
		}
	}

	/**
	 * Place of a call among those that may run at the same time. It is given back once:
	 * when the call ends, or before when it waits for a client's result.
	 */
	private static final class Slot {

		private boolean held;

		Slot(boolean held) {
			this.held = held;
		}

	}

	/** What came out of a call. */
	private record Finished(Slot slot, List<UploadStream> uploaded, @Nullable Payload answer,
			@Nullable RuntimeException unwritable) {

	}

	/** The connection, called on its serial queue. */
	interface Host {

		boolean isOpen();

		void reply(Payload completion);

		/**
		 * Writes an item of a stream.
		 * @param item the item
		 * @return {@code null} if there is room for more, else completes when there is
		 */
		@Nullable CompletionStage<Void> write(Payload item);

		void writeFailed(RuntimeException error);

		void proceed();

	}

}
