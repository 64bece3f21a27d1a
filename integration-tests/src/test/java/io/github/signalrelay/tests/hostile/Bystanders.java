// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do nothing wrong: one of each app server, in a group with each other.
 */
final class Bystanders {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<BlockingQueue<String>> inboxes;

	private final List<RawClient> clients;

	private Bystanders(List<BlockingQueue<String>> inboxes, List<RawClient> clients) {
		this.inboxes = inboxes;
		this.clients = clients;
	}

	static Bystanders connect(HttpClient http, List<URI> hubs) {
		List<BlockingQueue<String>> inboxes = hubs.stream()
			.<BlockingQueue<String>>map((hub) -> new LinkedBlockingQueue<>())
			.toList();
		List<RawClient> clients = hubs.stream().map((hub) -> {
			BlockingQueue<String> inbox = inboxes.get(hubs.indexOf(hub));
			CompletableFuture<RawClient> client = Negotiation.with(http, hub, "")
				.thenCompose((target) -> RawClient.connect(http, target, inbox::add));
			return client.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}).toList();
		Bystanders bystanders = new Bystanders(inboxes, clients);
		clients.forEach((client) -> client
			.sendMessage("{\"type\":1,\"invocationId\":\"join\",\"target\":\"join\",\"arguments\":[\"bystanders\"]}"));
		inboxes.forEach((inbox) -> await(inbox, "\"invocationId\":\"join\""));
		return bystanders;
	}

	private static void await(BlockingQueue<String> inbox, String part) {
		Awaitility.await(part)
			.atMost(PATIENCE)
			.until(() -> inbox.stream().anyMatch((message) -> message.contains(part)));
	}

	/** Each one's group message reaches both, once. */
	void assertUndisturbed() {
		for (RawClient client : this.clients) {
			String tag = UUID.randomUUID().toString();
			client
				.sendMessage("{\"type\":1,\"target\":\"sendToGroup\",\"arguments\":[\"" + tag + "\",\"bystanders\"]}");
			this.inboxes.forEach((inbox) -> await(inbox, tag));
			assertThat(this.inboxes)
				.allSatisfy((inbox) -> assertThat(inbox).filteredOn((message) -> message.contains(tag)).hasSize(1));
			assertThat(client.closed()).isNotDone();
		}
		this.inboxes.forEach(BlockingQueue::clear);
	}

	void close() {
		this.clients.forEach(RawClient::close);
	}

}
