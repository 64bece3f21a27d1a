// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCancellation;
import io.github.signalrelay.hub.HubMethod;

/**
 * A hub behind filters, with methods that stop when nobody wants them any more. What
 * happens to calls is told to everybody: who asks may be on another app server.
 */
@Hub(value = "filtered", filters = { GuardFilter.class, MarkFilter.class })
class FilteredHub {

	@HubMethod
	String blocking(String text) {
		return text;
	}

	@HubMethod
	CompletionStage<String> stage(String text) {
		return CompletableFuture.supplyAsync(() -> text);
	}

	@HubMethod
	Mono<String> mono(String text) {
		return Mono.just(text);
	}

	@HubMethod
	Flux<String> flux(String text) {
		return Flux.just(text, text);
	}

	@HubMethod
	Stream<String> iterated(String text) {
		return Stream.of(text, text);
	}

	@HubMethod
	void waits(String tag, HubCaller caller, HubCancellation cancellation) {
		caller.clients().all().send("received", "started " + tag);
		cancellation.cancelled().toCompletableFuture().join();
		caller.clients().all().send("received", "cancelled " + tag);
	}

	@HubMethod
	Stream<String> waitsForItems(String tag, HubCaller caller, HubCancellation cancellation) {
		waits(tag, caller, cancellation);
		return Stream.of("nobody gets this");
	}

	@HubMethod
	Flux<String> silent(String tag, HubCaller caller, HubCancellation cancellation) {
		cancellation.cancelled().thenRun(() -> caller.clients().all().send("received", "cancelled " + tag));
		caller.clients().all().send("received", "started " + tag);
		return Flux.never();
	}

}
