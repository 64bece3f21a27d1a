// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.raw.RawClient;

/**
 * A client in one group that counts what it receives. Any thread may use it.
 */
final class Member {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String group;

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	private final AtomicInteger fences = new AtomicInteger();

	private final Map<String, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

	private final AtomicInteger invocationIds = new AtomicInteger();

	private volatile RawClient client;

	private Member(String group) {
		this.group = group;
	}

	/**
	 * Connects and joins.
	 * @param http client to connect with
	 * @param hub address of the hub
	 * @param group group to join
	 * @return completes when the relay has confirmed the membership
	 */
	static CompletableFuture<Member> join(HttpClient http, URI hub, String group) {
		Member member = new Member(group);
		return RawClient.connect(http, hub, member::receive).thenCompose((client) -> {
			member.client = client;
			return member.invoke("join", group);
		}).thenApply((nothing) -> member);
	}

	/**
	 * Invokes a method of the hub.
	 * @param method name of the method
	 * @param arguments texts that need no escaping
	 * @return completes with the invocation
	 */
	CompletableFuture<Void> invoke(String method, String... arguments) {
		String id = Integer.toString(this.invocationIds.incrementAndGet());
		CompletableFuture<Void> completion = new CompletableFuture<>();
		this.pending.put(id, completion);
		this.client.sendMessage("{\"type\":1,\"invocationId\":\"" + id + "\",\"target\":\"" + method
				+ "\",\"arguments\":[\"" + String.join("\",\"", arguments) + "\"]}");
		return completion;
	}

	private void receive(String message) {
		JsonNode json = JSON.readTree(message);
		switch (json.path("type").asInt()) {
			case 1 -> count(json.path("arguments").path(0).asString());
			case 3 -> complete(json);
			case 7 -> this.pending.values()
				.forEach((waiting) -> waiting.completeExceptionally(new IllegalStateException(message)));
			default -> {
				// pings
			}
		}
	}

	private void count(String tag) {
		this.counts.merge(tag, 1, Integer::sum);
		if (tag.startsWith("fence")) {
			this.fences.incrementAndGet();
		}
	}

	private void complete(JsonNode completion) {
		CompletableFuture<Void> waiting = this.pending.remove(completion.path("invocationId").asString());
		if (completion.has("error")) {
			waiting.completeExceptionally(new IllegalStateException(completion.path("error").asString()));
		}
		else {
			waiting.complete(null);
		}
	}

	CompletableFuture<Void> leave() {
		return invoke("leave", this.group).thenRun(() -> this.client.close());
	}

	void close() {
		this.client.close();
	}

	void cut() {
		this.client.cut();
	}

	boolean isOpen() {
		return !this.client.closed().isDone();
	}

	String group() {
		return this.group;
	}

	boolean has(String tag) {
		return this.counts.containsKey(tag);
	}

	int fences() {
		return this.fences.get();
	}

	/**
	 * Everything received so far.
	 * @return number of times by tag
	 */
	Map<String, Integer> counts() {
		return Map.copyOf(this.counts);
	}

}
