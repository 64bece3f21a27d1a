// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;

import io.github.signalrelay.relay.Relay;

/**
 * Sends the relay's clients away before the application stops: negotiate is refused,
 * clients get a hub message that asks them to reconnect and the close code 1001.
 */
final class RelayDrainLifecycle implements SmartLifecycle {

	/**
	 * Stops before Spring Boot's graceful shutdown of the web server, at
	 * {@code DEFAULT_PHASE - 1024}: that one waits up to 30 seconds for connections to
	 * end, and WebSockets do not end by themselves.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private final Relay relay;

	private final Duration drainTime;

	private volatile boolean running;

	RelayDrainLifecycle(Relay relay, Duration drainTime) {
		this.relay = relay;
		this.drainTime = drainTime;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.relay.drain(this.drainTime).toCompletableFuture().join();
		this.running = false;
	}

	@Override
	public void stop(Runnable callback) {
		this.relay.drain(this.drainTime).whenComplete((done, failure) -> {
			this.running = false;
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Like the web server: what stops here cannot start again, and clients of a test
	 * whose context is only set aside have to stay.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
