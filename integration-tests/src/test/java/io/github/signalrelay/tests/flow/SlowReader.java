// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.flow;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

/**
 * A client that reads only as many pieces as it is told to. What it does not read stays
 * in the sockets, and then with whoever sends.
 */
final class SlowReader implements WebSocket.Listener, AutoCloseable {

	private final StringBuilder text = new StringBuilder();

	/** The beginning of each message. */
	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final CompletableFuture<String> ended = new CompletableFuture<>();

	private final WebSocket socket;

	SlowReader(HttpClient http, Negotiation target) {
		this.socket = http.newWebSocketBuilder()
			.header("Authorization", "Bearer " + target.accessToken())
			.buildAsync(target.webSocket(), this)
			.join();
		send("{\"protocol\":\"json\",\"version\":1}");
	}

	void send(String message) {
		this.socket.sendText(message + RawClient.SEPARATOR, true).join();
	}

	void read(long pieces) {
		this.socket.request(pieces);
	}

	List<String> heads() {
		return this.heads;
	}

	boolean isOpen() {
		return !this.ended.isDone();
	}

	@Override
	public void onOpen(WebSocket open) {
		// nothing is read until somebody says so
	}

	@Override
	public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
		for (int i = 0; i < data.length(); i++) {
			char next = data.charAt(i);
			if (next == RawClient.SEPARATOR) {
				this.heads.add(this.text.toString());
				this.text.setLength(0);
			}
			else if (this.text.length() < 80) {
				this.text.append(next);
			}
		}
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket open, int code, String reason) {
		this.ended.complete(code + " " + reason);
		return null;
	}

	@Override
	public void onError(WebSocket open, Throwable error) {
		this.ended.complete(error.toString());
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
