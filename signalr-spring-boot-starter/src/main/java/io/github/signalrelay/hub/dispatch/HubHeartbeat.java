// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Collection;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the time-outs and pings of all clients once a second, on one thread of its
 * own.
 */
final class HubHeartbeat implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(HubHeartbeat.class);

	private final Collection<ComposedHub> hubs;

	private final LongSupplier clock;

	private final ScheduledThreadPoolExecutor timer;

	HubHeartbeat(Collection<ComposedHub> hubs, LongSupplier clock) {
		this.hubs = hubs;
		this.clock = clock;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "signalr-hub-heartbeat");
			thread.setDaemon(true);
			return thread;
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // a tick catches what it throws
	void start() {
		this.timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
	}

	private void tick() {
		try {
			long now = this.clock.getAsLong();
			this.hubs.forEach((hub) -> hub.dispatcher().tick(now));
		}
		catch (RuntimeException ex) { // a tick that fails must not be the last one
			logger.error("Heartbeat of the hubs failed", ex);
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
