// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

/**
 * Writes down what happens to its clients, in order. Who wants to hear of their end is a
 * client of the hub {@code life}, which ends no connection by itself.
 */
@Hub(LifecycleHub.NAME)
class LifecycleHub {

	/** Name of the hub itself; others do the same with limits of their own. */
	static final String NAME = "life";

	private static final String WATCHERS = "watchers";

	private final Journal journal;

	private final HubContext<ClientProxy> life;

	LifecycleHub(Journal journal, @Qualifier(NAME) HubContext<ClientProxy> life) {
		this.journal = journal;
		this.life = life;
	}

	@OnConnected
	void connected(HubCaller caller) {
		String id = caller.connectionId();
		this.journal.add(id, "connected");
		caller.aborted().thenRun(() -> this.journal.add(id, "aborted"));
		if (caller.request().queryParameter("refuse") != null) {
			throw new IllegalStateException("refused");
		}
	}

	@OnDisconnected
	void disconnected(HubCaller caller, @Nullable Throwable error) {
		String id = caller.connectionId();
		this.journal.add(id, "disconnected" + ((error != null) ? ": " + error.getMessage() : ""));
		this.life.clients().group(WATCHERS).send("ended", id, this.journal.of(id));
	}

	/** Lets the caller hear of the end of others. */
	@HubMethod
	CompletionStage<Void> watch(HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), WATCHERS);
	}

	/** A stream without an end, which begins with its first item. */
	@HubMethod
	Flux<Long> ticks(HubCaller caller) {
		String id = caller.connectionId();
		return Flux.interval(Duration.ofMillis(1))
			.onBackpressureDrop()
			.doOnCancel(() -> this.journal.add(id, "stream cancelled"));
	}

	/** Takes an upload, and tells the caller when the first item is there. */
	@HubMethod
	Mono<Void> upload(Flux<Integer> items, HubCaller caller) {
		String id = caller.connectionId();
		return items.doOnNext((item) -> caller.clients().caller().send("uploaded", item))
			.doOnError((ex) -> this.journal.add(id, "upload failed: " + ex.getMessage()))
			.then();
	}

	@HubMethod
	Mono<String> ask(String id, HubCallerClients<ClientProxy> clients) {
		return Mono.fromFuture(() -> clients.client(id).invoke("ask", String.class))
			.onErrorResume((ex) -> Mono.just(ex.getClass().getSimpleName() + ": " + ex.getMessage()));
	}

	@HubMethod
	void abort(HubCaller caller) {
		caller.abort();
	}

}
