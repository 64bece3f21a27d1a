// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

import io.github.signalrelay.tests.raw.RawClient;

/**
 * A client that reads what it is sent at once, and expects numbers in order with none
 * missing and none twice. They are followed by ballast, which is forgotten.
 */
final class Reader {

	private static final String NUMBER = "\"arguments\":[\"";

	private static final char BALLAST = '|';

	private final IntConsumer received;

	private volatile RawClient client;

	private volatile String problem = "";

	/** Touched only where messages arrive, one at a time. */
	private int next;

	private Reader(IntConsumer received) {
		this.received = received;
	}

	/**
	 * Connects.
	 * @param http client to connect with
	 * @param hub address of the hub
	 * @param received is given each number
	 * @return completes when the handshake was accepted
	 */
	static CompletableFuture<Reader> connect(HttpClient http, URI hub, IntConsumer received) {
		Reader reader = new Reader(received);
		return RawClient.connect(http, hub, reader::receive).thenApply((client) -> {
			reader.client = client;
			return reader;
		});
	}

	private void receive(String message) {
		int start = message.indexOf(NUMBER);
		if (start >= 0) {
			start += NUMBER.length();
			int number = Integer.parseInt(message, start, message.indexOf(BALLAST, start), 10);
			if (number != this.next) {
				this.problem = "Expected " + this.next + ", got " + number;
			}
			this.next = number + 1;
			this.received.accept(number);
		}
		else if (!message.equals("{\"type\":6}")) {
			this.problem = message;
		}
	}

	/**
	 * Has the hub send a number to everybody.
	 * @param number the number
	 * @param ballast text that needs no escaping
	 */
	void sendToAll(int number, String ballast) {
		this.client.sendMessage(
				"{\"type\":1,\"target\":\"sendToAll\",\"arguments\":[\"" + number + BALLAST + ballast + "\"]}");
	}

	/**
	 * What went wrong.
	 * @return empty if nothing did
	 */
	String problem() {
		return this.client.closed().isDone() ? this.client.closed().join().toString() : this.problem;
	}

	void close() {
		this.client.close();
	}

}
