// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.ServiceConnection;

/**
 * Lets the clients of hubs go before the application ends (service protocol reference,
 * 6.7). May be used by any thread; never blocks.
 */
public final class GracefulShutdown {

	private final GracefulShutdownSettings settings;

	private final List<GracefulShutdownHook> hooks;

	private final Scheduler scheduler;

	/**
	 * Creates a shutdown.
	 * @param settings what becomes of clients, and in what time
	 * @param hooks hooks of all hubs, in order
	 * @param scheduler tells the time
	 */
	public GracefulShutdown(GracefulShutdownSettings settings, List<GracefulShutdownHook> hooks, Scheduler scheduler) {
		this.settings = settings;
		this.hooks = List.copyOf(hooks);
		this.scheduler = scheduler;
	}

	/**
	 * Whether {@link #run} does anything.
	 * @return {@code false} if clients are closed at once
	 */
	public boolean isEnabled() {
		return this.settings.isGraceful();
	}

	/**
	 * Lets the clients of one hub go.
	 * @param hub the hub
	 * @param connections its service connections that carry clients; nobody replaces them
	 * any more
	 * @return completes when no client is left and all hooks have run, or the time is
	 * over; never with an error
	 */
	public CompletionStage<Void> run(RegisteredHub hub, List<ServiceConnection> connections) {
		if (!isEnabled()) {
			return CompletableFuture.completedStage(null);
		}
		Leave leave = (this.settings.mode() == GracefulShutdownMode.MIGRATE_CLIENTS) ? Leave.MIGRATE_CLIENTS
				: Leave.WAIT_FOR_CLIENTS;
		List<GracefulShutdownHook> own = this.hooks.stream().filter((hook) -> hook.supports(hub.type())).toList();
		return new HubShutdown(hub, connections, leave, own, this.scheduler).run(this.scheduler,
				this.settings.timeout().toMillis());
	}

}
