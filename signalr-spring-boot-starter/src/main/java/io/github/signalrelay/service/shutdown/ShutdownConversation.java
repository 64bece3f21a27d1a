// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.ServiceConnection;

/**
 * What is said about the end of one service connection: {@code fin}, again and again,
 * until the service answers {@code finack} or the connection ends (service protocol
 * reference, 6.7). State is guarded by the monitor of this object.
 */
final class ShutdownConversation {

	/** Time between two words. */
	static final Duration INTERVAL = Duration.ofSeconds(5);

	/** After as many words without an answer there will be none. */
	static final int WORDS = 24;

	private final ServiceConnection connection;

	private final Leave leave;

	private final Scheduler scheduler;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private @Nullable Disposable timer;

	private int words;

	private boolean over;

	ShutdownConversation(ServiceConnection connection, Leave leave, Scheduler scheduler) {
		this.connection = connection;
		this.leave = leave;
		this.scheduler = scheduler;
	}

	/**
	 * Begins to talk. There is nothing to say over a connection that takes no messages.
	 * @return completes when the service has nothing more to do with the connection, or
	 * does not answer
	 */
	CompletionStage<Void> start() {
		synchronized (this) {
			this.timer = this.scheduler.schedulePeriodically(this::speak, 0, INTERVAL.toMillis(),
					TimeUnit.MILLISECONDS);
		}
		this.connection.released().thenRun(this::finish);
		return this.end;
	}

	private void speak() {
		if (this.words++ < WORDS && this.connection.isActive()) {
			this.connection.leave(this.leave);
		}
		else {
			finish();
		}
	}

	private void finish() {
		if (silence()) {
			this.end.complete(null);
		}
	}

	/** Says nothing more; the stage does not complete any more. */
	void stop() {
		silence();
	}

	private synchronized boolean silence() {
		boolean first = !this.over;
		this.over = true;
		if (this.timer != null) {
			this.timer.dispose();
		}
		return first;
	}

}
