// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.signalrelay.tests.conversation.MessageCutter.Framing;

/**
 * A WebSocket of the JDK that the script has dialled. Used by the script's thread; input
 * comes on threads of the HTTP client, one call at a time.
 */
final class DialledWebSocket implements WebSocket.Listener, Peer.Output {

	private static final long SECONDS = 20;

	private final Peer peer;

	private WebSocket socket;

	private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

	private DialledWebSocket(Framing framing) {
		this.peer = new Peer(framing, this);
	}

	/**
	 * Opens a WebSocket.
	 * @param http client to open it with
	 * @param uri where to
	 * @param headers headers of the request
	 * @param framing how messages are told apart; text where they end with a separator
	 * @return the script's end
	 */
	static Peer open(HttpClient http, URI uri, Map<String, String> headers, Framing framing) throws Exception {
		DialledWebSocket dialled = new DialledWebSocket(framing);
		WebSocket.Builder builder = http.newWebSocketBuilder();
		headers.forEach(builder::header);
		dialled.socket = builder.buildAsync(uri, dialled).get(SECONDS, TimeUnit.SECONDS);
		return dialled.peer;
	}

	@Override
	public void send(byte[] message, boolean text) {
		this.sent = this.sent
			.thenCompose((before) -> text ? this.socket.sendText(new String(message, StandardCharsets.UTF_8), true)
					: this.socket.sendBinary(ByteBuffer.wrap(message), true));
	}

	@Override
	public void close(int statusCode) {
		this.sent = this.sent.thenCompose((before) -> this.socket.sendClose(statusCode, ""));
	}

	@Override
	public void cut() {
		this.socket.abort();
	}

	@Override
	public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
		this.peer.received(data.toString().getBytes(StandardCharsets.UTF_8));
		open.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
		byte[] bytes = new byte[data.remaining()];
		data.get(bytes);
		this.peer.received(bytes);
		open.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket open, int statusCode, String reason) {
		this.peer.closed(statusCode);
		return null;
	}

	@Override
	public void onError(WebSocket open, Throwable error) {
		this.peer.lost();
	}

}
