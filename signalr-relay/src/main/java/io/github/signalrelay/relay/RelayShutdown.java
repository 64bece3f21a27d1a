// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.endpoint.ServerConnections;

/**
 * Ends a relay: clients first, app servers last, so that hubs hear of every client's end.
 */
final class RelayShutdown {

	private static final Duration LOOK = Duration.ofMillis(20);

	/** What app servers are told. */
	static final String REASON = "The relay is shutting down";

	private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

	private final ClientConnections clients;

	private final ServerConnections servers;

	private final Duration closeTimeout;

	/** Set once, under the lock of this object. */
	private volatile @Nullable CompletableFuture<Void> drained;

	RelayShutdown(ClientConnections clients, ServerConnections servers, Duration closeTimeout) {
		this.clients = clients;
		this.servers = servers;
		this.closeTimeout = closeTimeout;
	}

	boolean isDraining() {
		return this.drained != null;
	}

	CompletionStage<Void> drain(Duration time) {
		CompletableFuture<Void> started = new CompletableFuture<>();
		synchronized (this) {
			CompletableFuture<Void> earlier = this.drained;
			if (earlier != null) {
				return earlier;
			}
			this.drained = started;
		}
		this.clients.drain(time);
		until(() -> this.clients.count() == 0, time.plus(this.closeTimeout))
			.then(Mono.fromRunnable(this.servers::closeAll))
			.then(until(() -> this.servers.count() == 0, this.closeTimeout))
			.subscribe((unused) -> {
			}, started::completeExceptionally, () -> started.complete(null));
		return started;
	}

	private static Mono<Void> until(BooleanSupplier condition, Duration limit) {
		return Flux.interval(Duration.ZERO, LOOK)
			.takeUntil((tick) -> condition.getAsBoolean())
			.take(limit.plus(LOOK))
			.then();
	}

	/**
	 * Cuts what is left.
	 * @return completes when hubs have heard of every client's end, or after a second if
	 * an event loop does not answer
	 */
	CompletableFuture<Void> stop() {
		synchronized (this) {
			if (this.drained == null) {
				this.drained = CompletableFuture.completedFuture(null);
			}
		}
		return this.clients.stop()
			.completeOnTimeout(null, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((done, failure) -> this.servers.cutAll());
	}

}
