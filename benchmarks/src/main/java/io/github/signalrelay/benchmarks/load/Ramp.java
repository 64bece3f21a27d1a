// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;

/**
 * Lets clients in, so many per second and so many at the same time. Belongs to the
 * generator's event loop.
 */
final class Ramp {

	private static final long TICK_MILLIS = 10;

	private final GeneratorLoop loop;

	private final Opening opening;

	private final List<Client> clients;

	private final CompletableFuture<Duration> done = new CompletableFuture<>();

	private final long began = System.nanoTime();

	private volatile int begun;

	private volatile int ready;

	private int failed;

	private boolean scheduled;

	private @Nullable String firstFailure;

	Ramp(GeneratorLoop loop, Opening opening, List<Client> clients) {
		this.loop = loop;
		this.opening = opening;
		this.clients = clients;
	}

	/** Completes when all are ready, fails when one has failed and none is under way. */
	CompletableFuture<Duration> done() {
		return this.done;
	}

	String progress() {
		return "connecting " + this.clients.size() + " clients, " + this.begun + " begun, " + this.ready + " ready";
	}

	void proceed() {
		while (this.failed == 0 && this.begun < this.clients.size() && underWay() < this.opening.concurrent()) {
			if (this.begun >= allowed()) {
				later();
				break;
			}
			Client next = this.clients.get(this.begun);
			this.begun = this.begun + 1;
			next.open();
		}
		if (this.ready == this.clients.size()) {
			this.done.complete(Duration.ofNanos(System.nanoTime() - this.began));
		}
		else if (this.failed > 0 && underWay() == 0) {
			this.done.completeExceptionally(new IllegalStateException(
					this.failed + " of " + this.begun + " connections failed, the first one: " + this.firstFailure));
		}
	}

	private int underWay() {
		return this.begun - this.ready - this.failed;
	}

	private double allowed() {
		double seconds = (System.nanoTime() - this.began) / 1e9;
		return 1 + seconds * this.opening.perSecond();
	}

	private void later() {
		if (!this.scheduled) {
			this.scheduled = true;
			this.loop.eventLoop().schedule(() -> {
				this.scheduled = false;
				proceed();
			}, TICK_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	void ready() {
		this.ready = this.ready + 1;
		proceed();
	}

	void failed(String reason) {
		this.failed++;
		if (this.firstFailure == null) {
			this.firstFailure = reason;
		}
		proceed();
	}

}
