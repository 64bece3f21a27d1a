// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.HubContext;

/**
 * Runs the hooks of one hub one after another, on a thread of their own: the
 * application's executor may be about to end, and event loops must not block.
 */
final class ShutdownHooks {

	private static final Logger logger = LoggerFactory.getLogger(ShutdownHooks.class);

	private final List<GracefulShutdownHook> hooks;

	private final HubContext<?> hub;

	/** Guarded by this. */
	private @Nullable Thread thread;

	private volatile boolean stopped;

	ShutdownHooks(List<GracefulShutdownHook> hooks, HubContext<?> hub) {
		this.hooks = hooks;
		this.hub = hub;
	}

	/**
	 * Runs the hooks.
	 * @return completes when the last one has ended, or was interrupted
	 */
	CompletionStage<Void> run() {
		CompletableFuture<Void> end = new CompletableFuture<>();
		synchronized (this) {
			if (this.hooks.isEmpty() || this.stopped) {
				end.complete(null);
				return end;
			}
			Thread running = new Thread(() -> {
				runAll();
				end.complete(null);
			}, "signalr-stop-" + this.hub.hub());
			running.setDaemon(true);
			this.thread = running;
			running.start();
		}
		return end;
	}

	private void runAll() {
		for (GracefulShutdownHook hook : this.hooks) {
			if (this.stopped) {
				return;
			}
			try {
				hook.beforeStop(this.hub);
			}
			catch (Exception | LinkageError ex) { // the others must run all the same
				logger.error("The graceful shutdown hook {} failed for hub '{}'.", hook, this.hub.hub(), ex);
			}
		}
	}

	/** The time is over: interrupts the hook that runs, and runs no other. */
	synchronized void stop() {
		this.stopped = true;
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

}
