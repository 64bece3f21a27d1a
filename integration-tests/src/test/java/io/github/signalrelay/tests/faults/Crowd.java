// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

import io.github.signalrelay.tests.history.History;
import io.github.signalrelay.tests.history.HistoryReport;

/**
 * Talkers in groups of ten or so that talk at a steady rate. Threads, talkers and history
 * are its own.
 */
final class Crowd implements AutoCloseable {

	private static final long TICK_MILLIS = 20;

	/** Talkers that connect at the same time at first. */
	private static final int BATCH = 50;

	/** Longest answer that a talker asks for. */
	private static final int LONGEST_ASK_MILLIS = 40;

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final History history = new History();

	private final ExecutorService receivers = Executors.newFixedThreadPool(6);

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final List<Talker> talkers;

	private final Random random;

	/** Ticks in which everybody talks once. */
	private final int round;

	/** Owned by the clock. */
	private int tick;

	private volatile boolean talking;

	/**
	 * Makes a crowd that has not connected yet.
	 * @param size number of talkers
	 * @param groups number of groups
	 * @param period time in which everybody talks once: two messages and a question
	 * @param patience silence after which a talker gives a connection up
	 * @param seed of what is random in their talk
	 * @param hub gives the address of the hub for each attempt to connect
	 */
	Crowd(int size, int groups, Duration period, Duration patience, long seed, Supplier<URI> hub) {
		this(size, groups, period, patience, seed, hub, (name) -> "");
	}

	/** The same, with something behind the query of each attempt. */
	Crowd(int size, int groups, Duration period, Duration patience, long seed, Supplier<URI> hub,
			UnaryOperator<String> query) {
		this.random = new Random(seed);
		this.round = (int) Math.max(1, period.toMillis() / TICK_MILLIS);
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(this.receivers).build();
		Talker.Environment environment = new Talker.Environment(http, hub, query, this.history, this.clock, patience);
		this.talkers = IntStream.range(0, size)
			.mapToObj((i) -> new Talker("talker-" + i, "group-" + (i % groups), environment))
			.toList();
		this.clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void tick() {
		this.tick++;
		for (int i = this.tick % this.round; i < this.talkers.size(); i += this.round) {
			Talker talker = this.talkers.get(i);
			talker.tend();
			if (this.talking) {
				talker.say();
				talker.ask(this.random.nextInt(LONGEST_ASK_MILLIS));
				talker.say();
			}
		}
	}

	History history() {
		return this.history;
	}

	List<Talker> talkers() {
		return this.talkers;
	}

	/** Connects everybody, and lets them talk. */
	void start() {
		for (int start = 0; start < this.talkers.size(); start += BATCH) {
			List<Talker> batch = this.talkers.subList(start, Math.min(start + BATCH, this.talkers.size()));
			batch.forEach(Talker::connect);
			await("connected", () -> batch.stream().allMatch(Talker::isReady));
		}
		this.talking = true;
	}

	/**
	 * Waits until so many more messages were accepted, so that a fault meets busy
	 * clients.
	 */
	void talkOn(int answers) {
		int before = accepted();
		await("talk", () -> accepted() - before >= answers);
	}

	private int accepted() {
		return this.talkers.stream().mapToInt(Talker::accepted).sum();
	}

	/** Waits until everybody is connected and a member again. */
	void awaitReady() {
		awaitReady(() -> true);
	}

	/** The same, and until a condition holds besides. */
	void awaitReady(BooleanSupplier more) {
		await("everybody connected", () -> more.getAsBoolean() && this.talkers.stream().allMatch(Talker::isReady));
	}

	/** Connections that have ended so far. */
	int ends() {
		return this.talkers.stream().mapToInt(Talker::ends).sum();
	}

	/**
	 * Lets everybody finish, and checks what they saw. Nothing comes any more when the
	 * history is without a violation, or stays as it is.
	 * @return what was found
	 */
	HistoryReport finish() {
		this.talking = false;
		await("everybody calm", () -> this.talkers.stream().allMatch(Talker::isCalm));
		AtomicReference<HistoryReport> last = new AtomicReference<>();
		Awaitility.await("all messages")
			.atMost(LIMIT)
			.pollInterval(Duration.ofSeconds(1))
			.pollDelay(Duration.ofMillis(200))
			.until(() -> {
				HistoryReport now = this.history.check();
				HistoryReport before = last.getAndSet(now);
				return now.violations().isEmpty() || now.equals(before);
			});
		return last.get();
	}

	private static void await(String what, Callable<Boolean> condition) {
		Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(condition);
	}

	/** Everybody leaves in the ordinary way. */
	void leave() {
		this.talking = false;
		this.talkers.forEach(Talker::leave);
	}

	@Override
	public void close() {
		leave();
		this.clock.shutdownNow();
		this.receivers.shutdown();
	}

}
