// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.StreamItem;
import io.github.signalrelay.test.link.InProcessClient;
import io.github.signalrelay.test.link.InProcessListener;

/**
 * The client's side of one connection, from its handshake to its end. Input comes on the
 * event loop of the connection; any thread may call the rest.
 */
final class ClientSession implements InProcessListener {

	private static final int VERSION = 1;

	private final ClientCodec codec;

	private final Map<String, Function<ReceivedInvocation, ? extends @Nullable Object>> answers;

	private final Executor executor;

	private final ClientCalls calls;

	private final ReceivedInvocations received = new ReceivedInvocations();

	private final CompletableFuture<Void> handshake = new CompletableFuture<>();

	private final CompletableFuture<ConnectionClose> closed = new CompletableFuture<>();

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
		this.calls = new ClientCalls(this, codec);
	}

	/** Does the handshake. */
	void start(InProcessClient connection, Duration limit) {
		this.link = connection;
		connection.send(HandshakeProtocol.writeRequest(new HandshakeRequest(this.codec.protocolName(), VERSION)),
				() -> {
				});
		Waiting.on(this.handshake, limit, "The hub did not answer the handshake");
	}

	ClientCalls calls() {
		return this.calls;
	}

	ReceivedInvocations received() {
		return this.received;
	}

	CompletableFuture<ConnectionClose> closed() {
		return this.closed;
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
		if (connection != null && !this.closed.isDone()) {
			connection.close(orderly);
		}
	}

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
			this.calls.received(item);
		}
		else if (message instanceof Completion completion) {
			this.calls.received(completion);
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
		catch (RuntimeException | AssertionError ex) {
			if (invocation.expectsResult()) {
				invocation.fail(String.valueOf(ex.getMessage()));
			}
			return;
		}
		if (invocation.expectsResult()) {
			invocation.reply(result);
		}
	}

	@Override
	public void onClosed() {
		Close reason = this.close;
		this.closed.complete((reason != null) ? new ConnectionClose(reason.error(), reason.allowReconnect(), true)
				: new ConnectionClose(null, false, !this.left));
		this.received.close();
		this.handshake.completeExceptionally(new HubConnectException("The connection ended before its handshake."));
		this.calls.ended((reason != null) ? reason.error() : null);
	}

}
