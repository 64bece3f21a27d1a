// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.tests.app.AnsweringClient.Colour;

/**
 * Asks a client, and returns to its caller what that one has answered.
 */
@Hub(value = "results", client = AnsweringClient.class)
class ResultsHub {

	@HubMethod
	Mono<String> text(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).text();
	}

	@HubMethod
	Mono<Integer> number(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).number();
	}

	@HubMethod
	Mono<Long> largeNumber(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).largeNumber();
	}

	@HubMethod
	Mono<Double> fraction(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).fraction();
	}

	@HubMethod
	Mono<Boolean> flag(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).flag();
	}

	@HubMethod
	Mono<byte[]> bytes(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).bytes();
	}

	@HubMethod
	Mono<Instant> instant(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).instant();
	}

	@HubMethod
	CompletionStage<Colour> colour(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).colour();
	}

	@HubMethod
	CompletionStage<List<Integer>> numbers(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).numbers();
	}

	@HubMethod
	Mono<Map<String, Person>> people(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).people();
	}

	@HubMethod
	@Nullable Person person(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).person();
	}

	@HubMethod
	Mono<String> original(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).original("how many", 7, List.of("a", "b"));
	}

	/** Gives up after a moment; what comes then is late. */
	@HubMethod
	Mono<String> briefly(String id, HubCallerClients<AnsweringClient> clients) {
		return clients.client(id).text().timeout(Duration.ofMillis(200)).onErrorReturn("no answer");
	}

	/** The caller may give up, with its stream. */
	@HubMethod
	Flux<String> streamed(String id, HubCallerClients<AnsweringClient> clients) {
		return Flux.just("asking").concatWith(clients.client(id).text());
	}

}
