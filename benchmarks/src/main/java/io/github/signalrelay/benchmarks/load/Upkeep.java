// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;
import io.github.signalrelay.benchmarks.load.dialect.Wire;
import io.github.signalrelay.benchmarks.load.scenario.ActiveRun;

/**
 * What a population does from time to time: pings, a few clients at a time so that they
 * disturb no measurement, and looks at what is awaited. Belongs to the generator's event
 * loop.
 */
final class Upkeep {

	private static final Logger logger = LoggerFactory.getLogger(Upkeep.class);

	private static final long TICK_MILLIS = 100;

	/** Time in which each client pings once. */
	private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(12);

	/** Stalled clients ping each second, which shows whether their server is there. */
	private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long ROLL_CALL_MILLIS = 500;

	private static final long LOOK_MILLIS = 2;

	private static final int REPORTED_LOSSES = 5;

	private final GeneratorLoop loop;

	private final List<Client> clients;

	private final Wire wire;

	private final Supplier<@Nullable ActiveRun> run;

	private final CompletableFuture<Void> allPresent = new CompletableFuture<>();

	private @Nullable ScheduledFuture<?> ticks;

	private boolean stopped;

	private final long began = System.nanoTime();

	/** Pings since the begin, those included that were left out. */
	private long pings;

	private long lastSecond = this.began;

	private int losses;

	Upkeep(GeneratorLoop loop, List<Client> clients, Wire wire, Supplier<@Nullable ActiveRun> run) {
		this.loop = loop;
		this.clients = clients;
		this.wire = wire;
		this.run = run;
		loop.eventLoop().execute(this::schedule);
	}

	private void schedule() {
		if (!this.stopped) {
			this.ticks = this.loop.eventLoop()
				.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	/** Completes when a message to all is known to reach all. May be called anywhere. */
	CompletableFuture<Void> begin() {
		this.loop.eventLoop().execute(this::rollCall);
		return this.allPresent;
	}

	private void rollCall() {
		byte[] call = this.wire.rollCall();
		if (call == null || this.clients.isEmpty() || this.clients.stream().allMatch(Client::isPresent)) {
			this.allPresent.complete(null);
			return;
		}
		this.clients.get(0).say(call);
		this.loop.eventLoop().schedule(this::rollCall, ROLL_CALL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Ticks may come late on a busy loop, so the clock tells what is to be done. */
	private void tick() {
		long now = System.nanoTime();
		int count = this.clients.size();
		long due = (now - this.began) / TimeUnit.MILLISECONDS.toNanos(1) * count
				/ TimeUnit.NANOSECONDS.toMillis(PING_NANOS);
		for (this.pings = Math.max(this.pings, due - count); this.pings < due; this.pings++) {
			this.clients.get((int) (this.pings % count)).ping();
		}
		if (now - this.lastSecond >= SECOND_NANOS) {
			this.lastSecond = now;
			second();
		}
	}

	private void second() {
		for (int index = this.clients.size() - 1; index >= 0 && this.clients.get(index).isStalled(); index--) {
			this.clients.get(index).ping();
		}
		ActiveRun active = this.run.get();
		if (active != null) {
			active.sweep();
		}
	}

	/** Notes a connection that nobody wanted to end. */
	void lost(String reason) {
		if (++this.losses <= REPORTED_LOSSES) {
			logger.warn("A connection was lost: {}", reason);
		}
	}

	void stop() {
		this.stopped = true;
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
	}

	/** Completes when nothing of a run is under way, or time is over. */
	CompletableFuture<Boolean> complete(ActiveRun active, Duration limit) {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		long end = System.nanoTime() + limit.toNanos();
		this.loop.eventLoop().execute(() -> look(active::isComplete, end, done));
		return done;
	}

	private void look(BooleanSupplier complete, long end, CompletableFuture<Boolean> done) {
		if (complete.getAsBoolean() || System.nanoTime() - end >= 0 || this.stopped) {
			done.complete(complete.getAsBoolean());
			return;
		}
		this.loop.eventLoop().schedule(() -> look(complete, end, done), LOOK_MILLIS, TimeUnit.MILLISECONDS);
	}

}
