// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;

import io.github.signalrelay.tests.conversation.Script.Line;

/**
 * The published Java client, where a script wants a client that nobody here has written.
 * Used by the script's thread; what it hears comes on threads of its own.
 */
final class PublishedClient {

	private static final long SECONDS = 20;

	private final HubConnection connection;

	private final CompletableFuture<Void> started = new CompletableFuture<>();

	private final CompletableFuture<String> closed = new CompletableFuture<>();

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private CompletableFuture<String> answer = new CompletableFuture<>();

	/**
	 * Begins to connect; the script has to answer its handshake.
	 * @param endpoint address that an application would have redirected to
	 * @param token token for it
	 */
	PublishedClient(URI endpoint, String token) {
		this.connection = HubConnectionBuilder.create(endpoint.toString())
			.withTransport(TransportEnum.WEBSOCKETS)
			.withAccessTokenProvider(Single.just(token))
			.build();
		this.connection.on("say", this.heard::add, String.class);
		this.connection.onClosed((error) -> this.closed.complete((error != null) ? error.getMessage() : "none"));
		this.connection.start().subscribe(() -> this.started.complete(null), this.started::completeExceptionally);
	}

	/**
	 * Does what a line says, or waits for it.
	 * @param line a line whose second word is a verb
	 */
	void act(Line line) throws Exception {
		switch (line.second()) {
			case "started" -> this.started.get(SECONDS, TimeUnit.SECONDS);
			case "asks" -> ask(line.rest());
			case "gets" -> expect(line, this.answer.get(SECONDS, TimeUnit.SECONDS));
			case "hears" -> expect(line, this.heard.poll(SECONDS, TimeUnit.SECONDS));
			case "answers" -> this.connection.onWithResult("ask", () -> Single.just(line.rest()));
			case "ends" -> expect(line, this.closed.get(SECONDS, TimeUnit.SECONDS));
			default -> throw new AssertionError("line " + line.number() + ": clients do not know " + line.second());
		}
	}

	private void ask(String text) {
		CompletableFuture<String> next = new CompletableFuture<>();
		this.answer = next;
		this.connection.invoke(String.class, "echo", text)
			.subscribe(next::complete, (failure) -> next.complete("error: " + failure.getMessage()));
	}

	private static void expect(Line line, Object actual) {
		if (!line.rest().equals(actual)) {
			throw new AssertionError("line " + line.number() + ": " + line + "\nwas: " + actual);
		}
	}

	void close() {
		this.connection.close();
	}

}
