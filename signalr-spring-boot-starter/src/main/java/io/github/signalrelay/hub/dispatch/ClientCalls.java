// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.dispatch.InvocationSlots.Slot;
import io.github.signalrelay.hub.observation.CallObservation;
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
	 * @param uploaded its upload streams
	 */
	void start(IncomingCall call, CallContext context, List<UploadStream> uploaded) {
		Slot slot = this.slots.take(call);
		Flow callFlow = new Flow(this.flow.connectionId(), this.flow.link(), this.flow.mayBlock(),
				() -> this.queue.execute(() -> this.slots.giveBack(slot)));
		this.hub.invoker()
			.invoke(call.method(), call.arguments(), context, callFlow, (result,
					error) -> completed(new Started(call, context.observation(), slot, uploaded), result, error));
	}

	/** On any thread: the result is written before the queue is entered. */
	private void completed(Started started, @Nullable Object result, @Nullable Throwable error) {
		IncomingCall call = started.call();
		HubMethodDefinition method = call.method();
		Payload answer = null;
		RuntimeException unwritable = null;
		if (error != null) {
			this.failures.callFailed(method, error);
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
		this.failures.observe(started.observation(), (unwritable != null) ? unwritable : error);
		Finished finished = new Finished(started, answer, unwritable);
		this.queue.execute(() -> finish(finished));
	}

	private void finish(Finished finished) {
		this.uploads.close(finished.call().uploaded());
		if (finished.unwritable() != null) {
			this.host.writeFailed(finished.unwritable());
		}
		this.host.reply(finished.answer());
		this.slots.giveBack(finished.call().slot());
	}

	/** A call under way. */
	private record Started(IncomingCall call, CallObservation observation, Slot slot, List<UploadStream> uploaded) {

	}

	/** What came out of a call. */
	private record Finished(Started call, @Nullable Payload answer, @Nullable RuntimeException unwritable) {

	}

}
