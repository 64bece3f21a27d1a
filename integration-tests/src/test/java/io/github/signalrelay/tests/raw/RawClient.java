// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.raw;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A WebSocket that sends what it is told to and hands over each message it receives: in
 * text frames each one that ends with a record separator, in binary frames the bytes as
 * Latin-1. Received data is handled on the threads of the HTTP client, one at a time;
 * sending may be done by any thread.
 */
public final class RawClient implements WebSocket.Listener {

	/** End of a message in text. */
	public static final char SEPARATOR = 0x1e;

	/** Time for the end to come behind a failed send. */
	private static final long END_SECONDS = 2;

	private static final String JSON_HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}" + SEPARATOR;

	private final Consumer<String> handler;

	private final StringBuilder text = new StringBuilder();

	private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

	private final CompletableFuture<Closing> closed = new CompletableFuture<>();

	/** Guarded by this; the WebSocket of the JDK wants one send at a time. */
	private CompletableFuture<WebSocket> sent = new CompletableFuture<>();

	private volatile WebSocket socket;

	private RawClient(Consumer<String> handler) {
		this.handler = handler;
	}

	/**
	 * Opens a WebSocket and sends nothing.
	 * @param http client to connect with
	 * @param target where to connect to
	 * @param handler is given each message, without its separator
	 * @return the open client; fails when the upgrade was refused
	 */
	public static CompletableFuture<RawClient> open(HttpClient http, Negotiation target, Consumer<String> handler) {
		RawClient client = new RawClient(handler);
		return http.newWebSocketBuilder()
			.header("Authorization", "Bearer " + target.accessToken())
			.buildAsync(target.webSocket(), client)
			.thenApply((socket) -> client);
	}

	/**
	 * Opens a WebSocket and asks for the JSON hub protocol.
	 * @param http client to connect with
	 * @param target where to connect to
	 * @param handler is given each message after the handshake
	 * @return completes when the handshake was accepted
	 */
	public static CompletableFuture<RawClient> connect(HttpClient http, Negotiation target, Consumer<String> handler) {
		CompletableFuture<String> handshake = new CompletableFuture<>();
		Consumer<String> first = (message) -> {
			if (!handshake.complete(message)) {
				handler.accept(message);
			}
		};
		return open(http, target, first).thenCompose((client) -> {
			client.closed
				.thenAccept((closing) -> handshake.completeExceptionally(new IllegalStateException("" + closing)));
			client.sendText(JSON_HANDSHAKE);
			return handshake.thenApply((answer) -> {
				if (!"{}".equals(answer)) {
					throw new IllegalStateException("handshake answered " + answer);
				}
				return client;
			});
		});
	}

	/**
	 * Asks an application where to go, and opens a WebSocket there as
	 * {@link #connect(HttpClient, Negotiation, Consumer)} does.
	 * @param http client to connect with
	 * @param hub address of the hub at the application
	 * @param handler is given each message after the handshake
	 * @return completes when the handshake was accepted
	 */
	public static CompletableFuture<RawClient> connect(HttpClient http, URI hub, Consumer<String> handler) {
		return Negotiation.with(http, hub, "").thenCompose((target) -> connect(http, target, handler));
	}

	/**
	 * Sends a message with its separator.
	 * @param message a hub message in JSON
	 */
	public void sendMessage(String message) {
		sendText(message + SEPARATOR);
	}

	/**
	 * Sends one text frame.
	 * @param data text of the frame
	 */
	public synchronized void sendText(String data) {
		sent(this.sent.thenCompose((open) -> open.sendText(data, true)));
	}

	/**
	 * Sends one binary frame.
	 * @param data bytes of the frame
	 */
	public synchronized void sendBinary(byte[] data) {
		sent(this.sent.thenCompose((open) -> open.sendBinary(ByteBuffer.wrap(data), true)));
	}

	/**
	 * When a reset meets something that is sent, the WebSocket of the JDK may tell the
	 * sender alone.
	 */
	private void sent(CompletableFuture<WebSocket> next) {
		this.sent = next;
		next.whenComplete((open, failure) -> {
			if (failure != null) {
				this.closed.completeOnTimeout(new Closing(1006, failure.toString()), END_SECONDS, TimeUnit.SECONDS);
			}
		});
	}

	/** Closes in the ordinary way. */
	public synchronized void close() {
		this.sent = this.sent.thenCompose((open) -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
	}

	/** Ends the connection without a word. */
	public void cut() {
		this.socket.abort();
		this.closed.complete(new Closing(1006, "cut by the client")); // the WebSocket of
																		// the
																		// JDK says
																		// nothing
	}

	/**
	 * End of the connection.
	 * @return completes when it has ended
	 */
	public CompletableFuture<Closing> closed() {
		return this.closed;
	}

	@Override
	public void onOpen(WebSocket open) {
		this.socket = open;
		synchronized (this) {
			this.sent.complete(open);
		}
		open.request(1);
	}

	@Override
	public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
		this.text.append(data);
		if (last) {
			int start = 0;
			for (int end = this.text.indexOf("\u001e"); end >= 0; end = this.text.indexOf("\u001e", start)) {
				this.handler.accept(this.text.substring(start, end));
				start = end + 1;
			}
			this.text.delete(0, start);
		}
		open.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
		while (data.hasRemaining()) {
			this.binary.write(data.get());
		}
		if (last) {
			String received = this.binary.toString(StandardCharsets.ISO_8859_1);
			this.binary.reset();
			this.handler.accept(received);
		}
		open.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket open, int code, String reason) {
		this.closed.complete(new Closing(code, reason));
		return null;
	}

	@Override
	public void onError(WebSocket open, Throwable error) {
		this.closed.complete(new Closing(1006, error.toString()));
	}

}
