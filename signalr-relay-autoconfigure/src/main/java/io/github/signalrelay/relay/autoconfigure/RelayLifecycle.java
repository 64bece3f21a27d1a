// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.routing.HubRouter;

/**
 * Keeps the relay's clock going, and sends its clients away before the application stops.
 */
final class RelayLifecycle implements SmartLifecycle {

	/**
	 * Stops before Spring Boot's graceful shutdown of the web server, at
	 * {@code DEFAULT_PHASE - 1024}: that one waits up to 30 seconds for connections to end,
	 * and WebSockets do not end by themselves.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

	private final Relay relay;

	private final HubRouter router;

	private final Duration drainTime;

	private final Scheduler scheduler = Schedulers.newSingle("signalr-relay-sweep", true);

	private @Nullable Disposable sweeping;

	private volatile boolean running;

	RelayLifecycle(Relay relay, HubRouter router, Duration drainTime) {
		this.relay = relay;
		this.router = router;
		this.drainTime = drainTime;
	}

	@Override
	public synchronized void start() {
		if (!this.running) {
			this.running = true;
			long interval = SWEEP_INTERVAL.toMillis();
			this.sweeping = this.scheduler.schedulePeriodically(this.router::sweep, interval, interval,
					java.util.concurrent.TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() {
		this.relay.drain(this.drainTime).toCompletableFuture().join();
		stopped();
	}

	@Override
	public void stop(Runnable callback) {
		this.relay.drain(this.drainTime).whenComplete((done, failure) -> {
			stopped();
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private synchronized void stopped() {
		if (this.sweeping != null) {
			this.sweeping.dispose();
		}
		this.scheduler.dispose();
		this.running = false;
	}

}
