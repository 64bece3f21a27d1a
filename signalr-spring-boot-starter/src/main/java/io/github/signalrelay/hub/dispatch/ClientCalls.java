// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.dispatch.InvocationSlots.Slot;
import io.github.signalrelay.hub.dispatch.RunningCalls.Running;
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
		Running entry = this.running.add(call.invocationId(), cancellation);
		Flow callFlow = new Flow(this.flow.connectionId(), this.flow.link(), this.flow.mayBlock(),
				() -> this.queue.execute(() -> this.slots.giveBack(slot)));
		entry.onCancel(this.hub.invoker()
			.invoke(call.method(), call.arguments(), context, callFlow,
					(result, error) -> completed(call, new Started(entry, slot, uploaded), result, error)));
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

	/** On any thread: the result is written before the queue is entered. */
	private void completed(IncomingCall call, Started started, @Nullable Object result, @Nullable Throwable error) {
		HubMethodDefinition method = call.method();
		Payload answer = null;
		RuntimeException unwritable = null;
		if (error != null) {
			if (error instanceof CancellationException && started.call().isCancelled()) {
				this.failures.callCancelled(method, error);
			}
			else {
				this.failures.callFailed(method, error);
			}
			answer = call.failure(this.hub.texts().invocationFailed(method.name(), error));
		}
		else {
			try {
				answer = call.result(result);
			}
			catch (RuntimeException ex) {
				this.failures.resultUnwritable(method, ex);
				unwritable = ex;
			}
		}
		Finished finished = new Finished(answer, unwritable);
		this.queue.execute(() -> finish(started, finished));
	}

	private void finish(Started started, Finished finished) {
		this.running.remove(started.call());
		this.uploads.close(started.uploaded());
		if (finished.unwritable() != null) {
			this.host.writeFailed(finished.unwritable());
		}
		this.host.reply(finished.answer());
		this.slots.giveBack(started.slot());
	}

	/** What a call holds until it ends. */
	private record Started(Running call, Slot slot, List<UploadStream> uploaded) {

	}

	/** What came out of a call. */
	private record Finished(@Nullable Payload answer, @Nullable RuntimeException unwritable) {

	}

}
