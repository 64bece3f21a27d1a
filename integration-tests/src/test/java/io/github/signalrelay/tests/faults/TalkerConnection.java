// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.history.History;
import io.github.signalrelay.tests.history.HistoryEvent;
import io.github.signalrelay.tests.raw.RawClient;

/**
 * One connection of a {@link Talker}, from its WebSocket on. All state is guarded by this
 * object's monitor, under which events are written too, so that nothing is written behind
 * the end.
 */
final class TalkerConnection {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final long PING_NANOS = Duration.ofSeconds(2).toNanos();

	private final String client;

	private final String id;

	private final History history;

	private final Map<String, Consumer<@Nullable String>> pending = new HashMap<>();

	private @Nullable RawClient socket;

	private @Nullable Runnable onConnected;

	private int invocations;

	private boolean connected;

	private boolean ended;

	private boolean leaving;

	/** What the close message of the hub protocol said. */
	private String lastWord = "";

	private long lastReceived = System.nanoTime();

	private long lastSent = System.nanoTime();

	TalkerConnection(String client, String id, History history) {
		this.client = client;
		this.id = id;
		this.history = history;
	}

	String id() {
		return this.id;
	}

	/** Asks for the JSON hub protocol; tells when it is agreed on. */
	void start(RawClient opened, Runnable whenConnected) {
		synchronized (this) {
			this.socket = opened;
			this.onConnected = whenConnected;
		}
		opened.sendMessage("{\"protocol\":\"json\",\"version\":1}");
	}

	/** Called with one message at a time. */
	synchronized void receive(String text) {
		this.lastReceived = System.nanoTime();
		if (this.ended) {
			return;
		}
		if (!this.connected) {
			handshake(text);
			return;
		}
		JsonNode message = JSON.readTree(text);
		switch (message.path("type").asInt()) {
			case 1 -> called(message);
			case 3 -> completed(message);
			case 7 -> this.lastWord = " " + message.path("error").asString("going away");
			default -> {
				// pings
			}
		}
	}

	private void handshake(String answer) {
		if (!"{}".equals(answer)) {
			giveUp();
			return;
		}
		this.connected = true;
		this.history.add(new HistoryEvent.Connected(this.client, this.id));
		if (this.onConnected != null) {
			this.onConnected.run();
		}
	}

	private void called(JsonNode message) {
		if (message.path("target").asString().equals("goodbye")) {
			this.leaving = true;
			leaveWhenAnswered();
		}
		else {
			said(message.path("arguments"));
		}
	}

	/** Asked to go, it sends no more, and closes with the last answer. */
	private void leaveWhenAnswered() {
		if (this.leaving && this.pending.isEmpty() && this.socket != null) {
			this.socket.close();
		}
	}

	private void said(JsonNode arguments) {
		this.history.add(new HistoryEvent.Received(this.id, arguments.path(0).asString(), arguments.path(1).asString(),
				arguments.path(2).asInt()));
	}

	private void completed(JsonNode message) {
		String invocation = message.path("invocationId").asString();
		String error = message.has("error") ? message.path("error").asString() : null;
		this.history.add(new HistoryEvent.Completed(this.id, invocation, error));
		Consumer<@Nullable String> waiting = this.pending.remove(invocation);
		if (waiting != null) {
			waiting.accept(error);
		}
		leaveWhenAnswered();
	}

	/** Calls the hub; the callback is given the error of the answer, or nothing. */
	synchronized void invoke(String method, String arguments, Consumer<@Nullable String> callback) {
		if (this.ended || this.leaving || this.socket == null) {
			return;
		}
		String invocation = Integer.toString(++this.invocations);
		this.history.add(new HistoryEvent.Invoked(this.id, invocation));
		this.pending.put(invocation, callback);
		this.lastSent = System.nanoTime();
		this.socket.sendMessage("{\"type\":1,\"invocationId\":\"" + invocation + "\",\"target\":\"" + method
				+ "\",\"arguments\":[" + arguments + "]}");
	}

	synchronized int pending() {
		return this.pending.size();
	}

	/** Pings if it is time for it; says whether the peer was silent for too long. */
	synchronized boolean tend(Duration patience) {
		long now = System.nanoTime();
		if (now - this.lastReceived > patience.toNanos()) {
			return true;
		}
		if (now - this.lastSent > PING_NANOS && !this.ended && !this.leaving && this.socket != null) {
			this.lastSent = now;
			this.socket.sendMessage("{\"type\":6}");
		}
		return false;
	}

	/** The first end counts; says whether this was it. */
	synchronized boolean end(int code, String reason) {
		if (this.ended) {
			return false;
		}
		this.ended = true;
		if (this.connected) {
			this.history.add(new HistoryEvent.Closed(this.id, code, reason + this.lastWord));
		}
		return true;
	}

	/** Cuts it, which is an end as any other. */
	void giveUp() {
		RawClient opened = socket();
		if (opened != null) {
			opened.cut();
		}
	}

	/** Sends no more, and closes in the ordinary way. */
	synchronized void close() {
		this.leaving = true;
		if (this.socket != null) {
			this.socket.close();
		}
	}

	private synchronized @Nullable RawClient socket() {
		return this.socket;
	}

}
