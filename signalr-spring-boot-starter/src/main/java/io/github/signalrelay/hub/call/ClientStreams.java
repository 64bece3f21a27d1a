// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.runtime.CallFailures;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.hub.stream.ItemSource;
import io.github.signalrelay.hub.stream.UploadStream;
import io.github.signalrelay.protocol.Payload;

/**
 * Streams that hub methods send to one client (hub protocol reference, section 9). Owned
 * by the serial queue of the connection.
 */
final class ClientStreams implements OutboundStream.Output {

	private final HubRuntime hub;

	private final Flow flow;

	private final Executor queue;

	private final CallHost host;

	private final ClientUploads uploads;

	private final CallFailures failures;

	private final Map<String, OutboundStream> active = new HashMap<>();

	/** Uploads of calls that also stream to the client, until these end. */
	private final Map<OutboundStream, List<UploadStream>> uploadsOf = new HashMap<>();

	ClientStreams(HubRuntime hub, Flow flow, Executor queue, CallHost host, ClientUploads uploads) {
		this.hub = hub;
		this.flow = flow;
		this.queue = queue;
		this.host = host;
		this.uploads = uploads;
		this.failures = hub.failures();
	}

	boolean isActive(@Nullable String invocationId) {
		return this.active.containsKey(invocationId);
	}

	/**
	 * Calls a streaming method.
	 * @param call the call, with an id that is not active
	 * @param id its id
	 * @param context what surrounds it
	 * @param cancellation its signal
	 * @param streams its upload streams
	 */
	void start(IncomingCall call, String id, CallContext context, CallCancellation cancellation,
			List<UploadStream> streams) {
		OutboundStream stream = new OutboundStream(call, id, context.observation(), cancellation, this.queue, this);
		this.active.put(id, stream);
		this.uploadsOf.put(stream, streams);
		Runnable cancel = this.hub.invoker()
			.invoke(call.method(), call.arguments(), context, this.flow,
					(result, error) -> this.queue.execute(() -> returned(stream, context, result, error)));
		stream.onCancel(cancel);
	}

	private void returned(OutboundStream stream, CallContext context, @Nullable Object result,
			@Nullable Throwable error) {
		IncomingCall call = stream.call();
		ItemSource items = (result != null)
				? ItemSource.find(result, this.hub.invoker().blockingExecutor(this.flow, context)) : null;
		if (items != null) {
			stream.begin(items);
		}
		else if (this.active.get(stream.id()) == stream) {
			String text = (error != null) ? this.hub.texts().invocationFailed(call.method().name(), error)
					: this.hub.texts().noStreamReturned(call.method().method().getName());
			if (error != null) {
				this.failures.streamFailed(call.method(), error);
			}
			stream.fail((error != null) ? error : new IllegalStateException("The method returned no stream"));
			finish(stream, text);
		}
	}

	/**
	 * The client wants no more of a stream.
	 * @param invocationId id of the stream
	 * @return {@code false} if there is no such stream
	 */
	boolean cancel(String invocationId) {
		OutboundStream stream = this.active.get(invocationId);
		if (stream == null) {
			return false;
		}
		stream.stop();
		finish(stream, null);
		return true;
	}

	/** Nobody is left to receive anything. */
	void end() {
		List<OutboundStream> all = new ArrayList<>(this.active.values());
		this.active.clear();
		all.forEach((stream) -> {
			stream.stop();
			closeUploads(stream);
		});
	}

	boolean isIdle() {
		return this.active.isEmpty();
	}

	/** The client moves to another server, where the streams do not go on. */
	void leave() {
		for (OutboundStream stream : List.copyOf(this.active.values())) {
			stream.stop();
			finish(stream, this.hub.texts().movedStream(stream.call().method().name()));
		}
	}

	@Override
	public boolean isWritable() {
		return this.host.isWritable();
	}

	@Override
	public @Nullable CompletionStage<Void> write(Payload payload) {
		return this.host.write(payload);
	}

	@Override
	public void ended(OutboundStream stream, @Nullable Throwable error) {
		if (error != null) {
			this.failures.streamFailed(stream.call().method(), error);
		}
		finish(stream, (error != null) ? this.hub.texts().streamFailed(stream.call().method().name(), error) : null);
	}

	@Override
	public void observed(OutboundStream stream, @Nullable Throwable error) {
		this.failures.observe(stream.observation(), error);
	}

	@Override
	public void unwritable(OutboundStream stream, RuntimeException error) {
		this.failures.itemUnwritable(stream.call().method(), error);
		this.host.writeFailed(error);
	}

	private void finish(OutboundStream stream, @Nullable String error) {
		if (this.active.remove(stream.id(), stream)) {
			this.host.reply(stream.call().streamEnd(error));
		}
		closeUploads(stream);
	}

	private void closeUploads(OutboundStream stream) {
		List<UploadStream> streams = this.uploadsOf.remove(stream);
		if (streams != null) {
			this.uploads.close(streams);
		}
	}

}
