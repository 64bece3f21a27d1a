// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.call.InvocationSlots.Slot;
import io.github.signalrelay.hub.call.RunningCalls.Running;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.ReturnStyle;
import io.github.signalrelay.hub.observation.CallObservation;
import io.github.signalrelay.hub.runtime.CallFailures;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.hub.stream.UploadStream;
import io.github.signalrelay.protocol.Payload;

/**
 * Calls of one client that have a single result or none. Owned by the serial queue of the
 * connection.
 */
final class ClientCalls {

	private final HubRuntime hub;

	private final Flow flow;

	private final Executor queue;

	private final CallHost host;

	private final ClientUploads uploads;

	private final InvocationSlots slots;

	private final CallFailures failures;

	private final RunningCalls running = new RunningCalls();

	ClientCalls(HubRuntime hub, Flow flow, Executor queue, CallHost host, ClientUploads uploads,
			InvocationSlots slots) {
		this.hub = hub;
		this.flow = flow;
		this.queue = queue;
		this.host = host;
		this.uploads = uploads;
		this.slots = slots;
		this.failures = hub.failures();
	}

	/**
	 * Calls a method.
	 * @param call the call
	 * @param context what surrounds it
	 * @param cancellation its signal
	 * @param uploaded its upload streams
	 */
	void start(IncomingCall call, CallContext context, CallCancellation cancellation, List<UploadStream> uploaded) {
		Slot slot = this.slots.take(call);
		Running entry = this.running.add(call, cancellation);
		Flow callFlow = new Flow(this.flow.connectionId(), this.flow.link(),
				call.method().returnStyle() == ReturnStyle.BLOCKING,
				() -> this.queue.execute(() -> this.slots.giveBack(slot)));
		Started started = new Started(call, context.observation(), entry, slot, uploaded);
		entry.onCancel(this.hub.invoker()
			.invoke(call.method(), call.arguments(), context, callFlow,
					(result, error) -> completed(started, result, error)));
	}

	/**
	 * The client wants no more of a call. It is answered all the same when it has ended.
	 * @param invocationId id of the call
	 * @return {@code false} if there is no such call
	 */
	boolean cancel(String invocationId) {
		return this.running.cancel(invocationId);
	}

	/** The client has gone. */
	void end() {
		this.running.end();
	}

	boolean isIdle() {
		return this.running.isEmpty();
	}

	/** The client moves to another server: nobody waits for the calls any more. */
	void leave() {
		for (Running call : this.running.abandon()) {
			IncomingCall incoming = call.incoming();
			this.host.reply(incoming.failure(this.hub.texts().movedCall(incoming.method().name())));
		}
	}

	/** On any thread: the result is written before the queue is entered. */
	private void completed(Started started, @Nullable Object result, @Nullable Throwable error) {
		Finished finished = (error != null) ? failed(started, error) : succeeded(started, result);
		this.queue.execute(() -> finish(finished));
	}

	private Finished failed(Started started, Throwable error) {
		IncomingCall call = started.call();
		if (error instanceof CancellationException && started.entry().isCancelled()) {
			this.failures.callCancelled(call.method(), error);
			started.observation().canceled();
		}
		else {
			this.failures.callFailed(call.method(), error);
			this.failures.observe(started.observation(), error);
		}
		return new Finished(started, call.failure(this.hub.texts().invocationFailed(call.method().name(), error)),
				null);
	}

	private Finished succeeded(Started started, @Nullable Object result) {
		Payload answer;
		try {
			answer = started.call().result(result);
		}
		catch (RuntimeException ex) {
			this.failures.resultUnwritable(started.call().method(), ex);
			this.failures.observe(started.observation(), ex);
			return new Finished(started, null, ex);
		}
		this.failures.observe(started.observation(), null);
		return new Finished(started, answer, null);
	}

	private void finish(Finished finished) {
		this.running.remove(finished.call().entry());
		this.uploads.close(finished.call().uploaded());
		if (!finished.call().entry().isAbandoned()) {
			if (finished.unwritable() != null) {
				this.host.writeFailed(finished.unwritable());
			}
			this.host.reply(finished.answer());
		}
		this.slots.giveBack(finished.call().slot());
	}

	/** A call under way. */
	private record Started(IncomingCall call, CallObservation observation, Running entry, Slot slot,
			List<UploadStream> uploaded) {

	}

	/** What came out of a call. */
	private record Finished(Started call, @Nullable Payload answer, @Nullable RuntimeException unwritable) {

	}

}
