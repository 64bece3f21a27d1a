// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.tests.chatter.Announcer;
import io.github.signalrelay.tests.history.History;
import io.github.signalrelay.tests.history.HistoryEvent;
import io.github.signalrelay.tests.raw.NegotiatedConnection;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

/**
 * A light client with automatic reconnect that is in one group, sends numbered messages
 * to it and writes down what it sees. What it says and asks comes from one thread at a
 * time; all else may come from any.
 */
final class Talker {

	/** As published clients do at first; then they would wait longer than a test can. */
	private static final Duration RETRY = Duration.ofMillis(200);

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

	/** More are not sent while so many wait for their answer. */
	private static final int MOST_PENDING = 12;

	private final String name;

	private final String group;

	private final Environment environment;

	/** Number of the attempt to connect; one that is late finds another number. */
	private final AtomicInteger attempt = new AtomicInteger();

	/** Open, perhaps not ready yet. */
	private volatile @Nullable TalkerConnection open;

	/** A member of the group. */
	private volatile @Nullable TalkerConnection ready;

	private int sequence;

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger ends = new AtomicInteger();

	private volatile boolean stopped;

	/**
	 * What talkers share.
	 *
	 * @param http client to connect with
	 * @param hub gives the address of the hub for each attempt to connect
	 * @param query gives what the talker of a name adds to its query, beginning with an
	 * ampersand, or nothing
	 * @param history where they write what they see
	 * @param clock runs attempts to reconnect
	 * @param patience silence after which a talker gives its connection up
	 */
	record Environment(HttpClient http, Supplier<URI> hub, UnaryOperator<String> query, History history,
			ScheduledExecutorService clock, Duration patience) {
	}

	Talker(String name, String group, Environment environment) {
		this.name = name;
		this.group = group;
		this.environment = environment;
	}

	String name() {
		return this.name;
	}

	String group() {
		return this.group;
	}

	/** Connects, and from then on comes back after each end, until it leaves. */
	void connect() {
		if (this.stopped) {
			return;
		}
		int number = this.attempt.incrementAndGet();
		HttpClient http = this.environment.http();
		Negotiation
			.with(http, this.environment.hub().get(), "user=" + this.name + this.environment.query().apply(this.name))
			.thenCompose((redirect) -> redirect.connection(http))
			.thenCompose((negotiated) -> open(negotiated, number))
			.orTimeout(CONNECT_LIMIT.toSeconds(), TimeUnit.SECONDS)
			.whenComplete((client, failure) -> {
				// else it has started, and its end will bring the next attempt
				if (failure != null && this.attempt.compareAndSet(number, number + 1)) {
					retry();
				}
			});
	}

	private CompletableFuture<RawClient> open(NegotiatedConnection negotiated, int number) {
		TalkerConnection next = new TalkerConnection(this.name, negotiated.connectionId(), this.environment.history());
		return RawClient.open(this.environment.http(), negotiated.target(), next::receive).thenApply((client) -> {
			if (!this.attempt.compareAndSet(number, number + 1)) {
				client.cut();
				return client;
			}
			this.open = next;
			next.start(client, () -> join(next));
			client.closed().thenAccept((closing) -> ended(next, closing.code(), closing.reason()));
			return client;
		});
	}

	private void retry() {
		if (!this.stopped) {
			this.environment.clock().schedule(this::connect, RETRY.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** It is connected: becomes a member, and talks from then on. */
	private void join(TalkerConnection next) {
		History history = this.environment.history();
		history.add(new HistoryEvent.Joining(next.id(), Announcer.EVERYBODY));
		history.add(new HistoryEvent.Joined(next.id(), Announcer.EVERYBODY));
		history.add(new HistoryEvent.Joining(next.id(), this.group));
		next.invoke("join", "\"" + this.group + "\"", (error) -> {
			if (error != null) {
				next.giveUp();
				return;
			}
			history.add(new HistoryEvent.Joined(next.id(), this.group));
			this.ready = next;
		});
	}

	private void ended(TalkerConnection ending, int code, String reason) {
		if (ending.end(code, reason)) {
			this.ends.incrementAndGet();
			this.ready = null;
			this.open = null;
			retry();
		}
	}

	/** Says something to its group, unless it is away or waits for many answers. */
	void say() {
		TalkerConnection connection = this.ready;
		if (connection == null || connection.pending() >= MOST_PENDING) {
			return;
		}
		int number = ++this.sequence;
		History history = this.environment.history();
		history.add(new HistoryEvent.Sent(this.name, connection.id(), this.group, number));
		connection.invoke("say", "\"" + this.name + "\",\"" + this.group + "\"," + number, (error) -> {
			if (error == null) {
				this.accepted.incrementAndGet();
				history.add(new HistoryEvent.Accepted(this.name, this.group, number));
			}
		});
	}

	/** Asks the hub for something that takes a while. */
	void ask(int millis) {
		TalkerConnection connection = this.ready;
		if (connection != null && connection.pending() < MOST_PENDING) {
			connection.invoke("ask", "1," + millis, (error) -> {
			});
		}
	}

	/** Pings where it is time for it, and gives a silent connection up. */
	void tend() {
		TalkerConnection connection = this.open;
		if (connection != null && connection.tend(this.environment.patience())) {
			ended(connection, 1006, "silence");
			connection.giveUp();
		}
	}

	/** Ends its connection without a word, and comes back. */
	void drop() {
		TalkerConnection connection = this.ready;
		if (connection != null) {
			connection.giveUp();
		}
	}

	/** Number of its connections that have ended. */
	int ends() {
		return this.ends.get();
	}

	/** Number of its messages that were accepted. */
	int accepted() {
		return this.accepted.get();
	}

	boolean isReady() {
		return this.ready != null;
	}

	/** Whether it is connected and has all its answers. */
	boolean isCalm() {
		TalkerConnection connection = this.ready;
		return connection != null && connection.pending() == 0;
	}

	/** Id of its connection, or an empty text while it has none. */
	String connectionId() {
		TalkerConnection connection = this.ready;
		return (connection != null) ? connection.id() : "";
	}

	/** Closes in the ordinary way and does not come back. */
	void leave() {
		this.stopped = true;
		this.environment.history().add(new HistoryEvent.Stopped(this.name));
		TalkerConnection connection = this.open;
		if (connection != null) {
			connection.close();
		}
	}

}
