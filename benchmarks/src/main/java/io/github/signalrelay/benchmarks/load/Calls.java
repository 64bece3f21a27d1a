// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.client.Client;

/**
 * Calls of hub methods by many clients, so many under way at the same time. Belongs to
 * the generator's event loop.
 */
final class Calls {

	private static final int UNDER_WAY = 200;

	private final String what;

	private final List<Client> clients;

	private final int total;

	private final Kind kind;

	private final TreeSet<Integer> underWay = new TreeSet<>();

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private int next;

	private volatile int answered;

	private int failed;

	private @Nullable String firstFailure;

	/**
	 * Prepares calls.
	 * @param what what is called, for messages
	 * @param clients who calls; call {@code k} is that of client {@code k} modulo their
	 * number
	 * @param rounds calls of each client
	 * @param kind what they say
	 */
	Calls(String what, List<Client> clients, int rounds, Kind kind) {
		this.what = what;
		this.clients = clients;
		this.total = Math.multiplyExact(clients.size(), rounds);
		this.kind = kind;
	}

	CompletableFuture<Void> done() {
		return this.done;
	}

	String progress() {
		return this.what + ", " + this.answered + " of " + this.total + " answered";
	}

	void proceed() {
		while (this.next < this.total && this.underWay.size() < UNDER_WAY) {
			int call = this.next++;
			Client client = client(call);
			if (client.isListening()) {
				this.underWay.add(call);
				client.say(this.kind.message(client, call / this.clients.size(), String.valueOf(call)));
			}
			else {
				finish("client " + client.index() + " is not connected");
			}
		}
		if (this.answered == this.total) {
			complete();
		}
	}

	private Client client(int call) {
		return this.clients.get(call % this.clients.size());
	}

	private void complete() {
		if (this.failed == 0) {
			this.done.complete(null);
		}
		else {
			this.done.completeExceptionally(new IllegalStateException(
					this.what + ": " + this.failed + " of " + this.total + " failed, the first: " + this.firstFailure));
		}
	}

	private void finish(@Nullable String error) {
		this.answered = this.answered + 1;
		if (error != null) {
			this.failed++;
			this.firstFailure = (this.firstFailure != null) ? this.firstFailure : error;
		}
	}

	void answered(Client client, String id, @Nullable String value, @Nullable String error) {
		int call = (id.length() < 10 && id.chars().allMatch(Character::isDigit) && !id.isEmpty()) ? Integer.parseInt(id)
				: -1;
		if (call < 0 || !this.underWay.contains(call) || client(call) != client) {
			return;
		}
		this.underWay.remove(call);
		if (error == null) {
			this.kind.done(client, call / this.clients.size(), value);
		}
		finish(error);
		proceed();
	}

	void gone(Client client, String reason) {
		if (this.underWay.removeIf((call) -> {
			boolean hers = client(call) == client;
			if (hers) {
				finish(reason);
			}
			return hers;
		})) {
			proceed();
		}
	}

	/** What is called. */
	interface Kind {

		byte[] message(Client client, int round, String id);

		void done(Client client, int round, @Nullable String value);

	}

}
