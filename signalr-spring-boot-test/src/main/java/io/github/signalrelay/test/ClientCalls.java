// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import io.github.signalrelay.protocol.hub.CancelInvocation;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.StreamInvocation;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * The calls of one client, with their streams in both directions. Any thread may use it.
 */
final class ClientCalls {

	private final ClientSession session;

	private final ClientCodec codec;

	private final Map<String, CompletableFuture<ReceivedValue>> pending = new ConcurrentHashMap<>();

	private final Map<String, ReceivedStream> streams = new ConcurrentHashMap<>();

	private final Map<String, ClientUpload> uploads = new ConcurrentHashMap<>();

	private final AtomicInteger ids = new AtomicInteger();

	/** What calls end with that come behind the end of the connection. */
	private volatile @Nullable HubInvocationException end;

	ClientCalls(ClientSession session, ClientCodec codec) {
		this.session = session;
		this.codec = codec;
	}

	PendingInvocation invoke(String method, @Nullable Object[] arguments, Duration limit) {
		String id = nextId();
		PendingInvocation invocation = new PendingInvocation(expectCompletion(id), () -> cancel(id), limit);
		call(id, method, arguments, false);
		return invocation;
	}

	void send(String method, @Nullable Object[] arguments) {
		call(null, method, arguments, false);
	}

	ReceivedStream stream(String method, @Nullable Object[] arguments, Duration limit) {
		String id = nextId();
		ReceivedStream stream = new ReceivedStream(expectCompletion(id), () -> cancel(id), limit);
		this.streams.put(id, stream);
		call(id, method, arguments, true);
		return stream;
	}

	private String nextId() {
		return Integer.toString(this.ids.incrementAndGet());
	}

	private CompletableFuture<ReceivedValue> expectCompletion(String id) {
		CompletableFuture<ReceivedValue> result = new CompletableFuture<>();
		this.pending.put(id, result);
		HubInvocationException ended = this.end;
		if (ended != null) { // looked at behind the entry, so that none is missed
			result.completeExceptionally(ended);
		}
		return result;
	}

	private void call(@Nullable String id, String method, @Nullable Object[] arguments, boolean streaming) {
		List<@Nullable Object> values = new ArrayList<>();
		List<Publisher<?>> publishers = new ArrayList<>();
		List<ClientUpload> uploading = new ArrayList<>();
		for (Object argument : arguments) {
			if (argument instanceof Publisher<?> publisher) {
				publishers.add(publisher);
				uploading.add(new ClientUpload(nextId(), this.session));
			}
			else {
				values.add(argument);
			}
		}
		this.session
			.send(message(id, method, values, uploading.stream().map(ClientUpload::streamId).toList(), streaming));
		for (int index = 0; index < uploading.size(); index++) {
			upload(publishers.get(index), uploading.get(index));
		}
	}

	private static HubMessage message(@Nullable String id, String method, List<@Nullable Object> values,
			List<String> streamIds, boolean streaming) {
		return (streaming && id != null) ? new StreamInvocation(Map.of(), id, method, values, streamIds)
				: new Invocation(Map.of(), id, method, values, streamIds);
	}

	private void upload(Publisher<?> publisher, ClientUpload upload) {
		this.uploads.put(upload.streamId(), upload);
		publisher.subscribe(upload);
		if (this.end != null) {
			upload.cancel();
		}
	}

	private void cancel(String id) {
		this.session.send(new CancelInvocation(Map.of(), id));
	}

	void received(StreamItem item) {
		ReceivedStream stream = this.streams.get(item.invocationId());
		if (stream != null) {
			stream.add(new ReceivedValue(this.codec, item.item()));
		}
	}

	void received(Completion completion) {
		this.streams.remove(completion.invocationId());
		CompletableFuture<ReceivedValue> result = this.pending.remove(completion.invocationId());
		if (result == null) {
			return;
		}
		if (completion.error() != null) {
			result.completeExceptionally(new HubInvocationException(completion.error()));
		}
		else {
			result.complete(new ReceivedValue(this.codec, completion.result()));
		}
	}

	/** The connection has ended. */
	void ended(@Nullable String error) {
		HubInvocationException reason = new HubInvocationException(
				(error != null) ? error : "The connection ended before the hub answered.");
		this.end = reason;
		this.uploads.values().forEach(ClientUpload::cancel);
		List.copyOf(this.pending.values()).forEach((call) -> call.completeExceptionally(reason));
	}

}
