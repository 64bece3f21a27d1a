// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.CancelInvocation;
import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.StreamInvocation;
import io.github.signalrelay.protocol.hub.StreamItem;
import io.github.signalrelay.test.link.InProcessClient;
import io.github.signalrelay.test.link.InProcessListener;

/**
 * The client's side of one connection: its calls, and what it is sent. Input comes on the
 * event loop of the connection; any thread may call the rest.
 */
final class ClientSession implements InProcessListener {

	private static final int VERSION = 1;

	private final ClientCodec codec;

	private final Map<String, Function<ReceivedInvocation, ? extends @Nullable Object>> answers;

	private final Executor executor;

	private final ReceivedInvocations received = new ReceivedInvocations();

	private final CompletableFuture<Void> handshake = new CompletableFuture<>();

	private final CompletableFuture<ConnectionClose> closed = new CompletableFuture<>();

	private final Map<String, CompletableFuture<ReceivedValue>> calls = new ConcurrentHashMap<>();

	private final Map<String, ReceivedStream> streams = new ConcurrentHashMap<>();

	private final Map<String, ClientUpload> uploads = new ConcurrentHashMap<>();

	private final AtomicInteger ids = new AtomicInteger();

	/** Close message of the hub; read and written on the event loop. */
	private @Nullable Close close;

	/** Whether the client has gone by itself. */
	private volatile boolean left;

	private volatile @Nullable InProcessClient link;

	ClientSession(ClientCodec codec, Map<String, Function<ReceivedInvocation, ? extends @Nullable Object>> answers,
			Executor executor) {
		this.codec = codec;
		this.answers = answers;
		this.executor = executor;
	}

	/** Does the handshake. */
	void start(InProcessClient connection, Duration limit) {
		this.link = connection;
		connection.send(HandshakeProtocol.writeRequest(new HandshakeRequest(this.codec.protocolName(), VERSION)),
				() -> {
				});
		Waiting.on(this.handshake, limit, "The hub did not answer the handshake");
	}

	ReceivedInvocations received() {
		return this.received;
	}

	CompletableFuture<ConnectionClose> closed() {
		return this.closed;
	}

	// Calls of the client

	CompletableFuture<ReceivedValue> invoke(String id, String method, @Nullable Object[] arguments) {
		CompletableFuture<ReceivedValue> result = expectCompletion(id);
		call(id, method, arguments, false);
		return result;
	}

	void send(String method, @Nullable Object[] arguments) {
		call(null, method, arguments, false);
	}

	ReceivedStream stream(String id, String method, @Nullable Object[] arguments, Duration limit) {
		ReceivedStream stream = new ReceivedStream(expectCompletion(id), () -> cancel(id), limit);
		this.streams.put(id, stream);
		call(id, method, arguments, true);
		return stream;
	}

	String nextId() {
		return Integer.toString(this.ids.incrementAndGet());
	}

	private CompletableFuture<ReceivedValue> expectCompletion(String id) {
		CompletableFuture<ReceivedValue> result = new CompletableFuture<>();
		this.calls.put(id, result);
		if (this.closed.isDone()) { // looked at behind the entry, so that none is missed
			result.completeExceptionally(connectionEnded());
		}
		return result;
	}

	private void call(@Nullable String id, String method, @Nullable Object[] arguments, boolean streaming) {
		List<@Nullable Object> values = new ArrayList<>();
		List<Publisher<?>> publishers = new ArrayList<>();
		for (Object argument : arguments) {
			if (argument instanceof Publisher<?> publisher) {
				publishers.add(publisher);
			}
			else {
				values.add(argument);
			}
		}
		List<ClientUpload> uploading = publishers.stream()
			.map((publisher) -> new ClientUpload(nextId(), this))
			.toList();
		uploading.forEach((upload) -> this.uploads.put(upload.streamId(), upload));
		List<String> streamIds = uploading.stream().map(ClientUpload::streamId).toList();
		send((streaming && id != null) ? new StreamInvocation(Map.of(), id, method, values, streamIds)
				: new Invocation(Map.of(), id, method, values, streamIds));
		for (int index = 0; index < publishers.size(); index++) {
			publishers.get(index).subscribe(uploading.get(index));
		}
	}

	void cancel(String id) {
		send(new CancelInvocation(Map.of(), id));
	}

	void send(HubMessage message) {
		send(message, () -> {
		});
	}

	void send(HubMessage message, Runnable taken) {
		InProcessClient connection = this.link;
		Payload encoded = this.codec.write(message);
		if (connection != null && !this.closed.isDone()) {
			connection.send(encoded, taken);
		}
	}

	void leave(boolean orderly) {
		this.left = true;
		InProcessClient connection = this.link;
		if (connection != null) {
			connection.close(orderly);
		}
	}

	// What the client is sent

	@Override
	public void onData(ByteBuffer data) {
		if (!this.handshake.isDone()) {
			HandshakeResponse response = HandshakeProtocol.parseResponse(data);
			if (response != null && !response.isSuccess()) {
				this.handshake.completeExceptionally(
						new HubConnectException("The hub refused the handshake: " + response.error()));
				return;
			}
			this.handshake.complete(null);
		}
		this.codec.readAll(data, this::onMessage);
	}

	private void onMessage(HubMessage message) {
		if (message instanceof Invocation invocation) {
			invoked(invocation);
		}
		else if (message instanceof StreamItem item) {
			ReceivedStream stream = this.streams.get(item.invocationId());
			if (stream != null) {
				stream.add(new ReceivedValue(this.codec, item.item()));
			}
		}
		else if (message instanceof Completion completion) {
			completed(completion);
		}
		else if (message instanceof Close reason) {
			this.close = reason;
		}
	}

	private void invoked(Invocation message) {
		String id = message.invocationId();
		ReceivedInvocation invocation = new ReceivedInvocation(message.target(),
				message.arguments().stream().map((argument) -> new ReceivedValue(this.codec, argument)).toList(),
				(id != null) ? (error, result) -> send(new Completion(Map.of(), id, error, error == null, result))
						: null);
		this.received.add(invocation);
		Function<ReceivedInvocation, ? extends @Nullable Object> answer = this.answers.get(message.target());
		if (answer != null) {
			this.executor.execute(() -> answer(invocation, answer));
		}
	}

	/** A failure is told to the hub as clients of JavaScript do: by its text. */
	private static void answer(ReceivedInvocation invocation,
			Function<ReceivedInvocation, ? extends @Nullable Object> answer) {
		Object result;
		try {
			result = answer.apply(invocation);
		}
		catch (RuntimeException ex) {
			if (invocation.expectsResult()) {
				invocation.fail(String.valueOf(ex.getMessage()));
			}
			return;
		}
		if (invocation.expectsResult()) {
			invocation.reply(result);
		}
	}

	private void completed(Completion completion) {
		this.streams.remove(completion.invocationId());
		CompletableFuture<ReceivedValue> result = this.calls.remove(completion.invocationId());
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

	@Override
	public void onClosed() {
		Close reason = this.close;
		this.closed.complete((reason != null) ? new ConnectionClose(reason.error(), reason.allowReconnect(), true)
				: new ConnectionClose(null, false, !this.left));
		this.uploads.values().forEach(ClientUpload::cancel);
		this.received.close();
		this.handshake.completeExceptionally(new HubConnectException("The connection ended before its handshake."));
		List.copyOf(this.calls.values()).forEach((call) -> call.completeExceptionally(connectionEnded()));
	}

	private HubInvocationException connectionEnded() {
		ConnectionClose end = this.closed.getNow(new ConnectionClose(null, false, true));
		return new HubInvocationException(
				(end.error() != null) ? end.error() : "The connection ended before the hub answered.");
	}

}
