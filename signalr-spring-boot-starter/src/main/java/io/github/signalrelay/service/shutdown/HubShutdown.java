// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.ServiceConnection;

/**
 * How one hub says good-bye: tells the service on all connections, runs hooks, waits for
 * clients, all within one time-out. May be used by any thread.
 */
final class HubShutdown {

	private static final Logger logger = LoggerFactory.getLogger(HubShutdown.class);

	private final RegisteredHub hub;

	private final List<ShutdownConversation> conversations;

	private final ShutdownHooks hooks;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	HubShutdown(RegisteredHub hub, List<ServiceConnection> connections, Leave leave, List<GracefulShutdownHook> hooks,
			Scheduler scheduler) {
		this.hub = hub;
		this.conversations = connections.stream()
			.map((connection) -> new ShutdownConversation(connection, leave, scheduler))
			.toList();
		this.hooks = new ShutdownHooks(hooks, hub.context());
	}

	CompletionStage<Void> run(Scheduler scheduler, long timeoutMillis) {
		Disposable limit = scheduler.schedule(this::timedOut, timeoutMillis, TimeUnit.MILLISECONDS);
		CompletableFuture
			.allOf(this.conversations.stream()
				.map((conversation) -> conversation.start().toCompletableFuture())
				.toArray(CompletableFuture[]::new))
			.thenCompose((released) -> this.hooks.run())
			.thenCompose((done) -> this.hub.whenIdle())
			.whenComplete((idle, failure) -> {
				limit.dispose();
				this.end.complete(null);
			});
		return this.end;
	}

	/**
	 * The end comes last: connections that end because of it are no answers of the
	 * service, and no reason to run hooks.
	 */
	private void timedOut() {
		if (this.end.isDone()) {
			return;
		}
		logger.warn("Hub '{}': {} clients are left at the end of the graceful shutdown time-out.", this.hub.name(),
				this.hub.dispatcher().clientCount());
		this.conversations.forEach(ShutdownConversation::stop);
		this.hooks.stop(); // connections end behind this, which must not let a hook begin
		this.end.complete(null);
	}

}
