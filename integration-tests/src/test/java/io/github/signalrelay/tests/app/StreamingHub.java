// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;

/**
 * Methods with streams in either direction, and those that ask clients.
 */
abstract class StreamingHub extends EchoHub {

	@HubMethod
	Flux<Integer> range(int count) {
		return Flux.range(0, count);
	}

	@HubMethod
	Stream<Integer> blockingRange(int count) {
		return IntStream.range(0, count).boxed();
	}

	@HubMethod
	Flux<Person> people() {
		return Flux.just(new Person("Ada", 36, List.of("en"), null), new Person("Bob", 1, List.of(), null));
	}

	/** Everybody learns of the cancellation: who asks may be on another app server. */
	@HubMethod
	Flux<Long> ticks(String name, HubCallerClients<TestClient> clients) {
		return Flux.interval(Duration.ofMillis(1))
			.onBackpressureDrop() // a clock does not wait for clients
			.doOnCancel(() -> clients.all().received("cancelled " + name));
	}

	@HubMethod
	Flux<Integer> brokenStream() {
		return Flux.concat(Flux.just(1), Flux.error(new IllegalStateException("secret")));
	}

	@HubMethod
	Flux<Integer> soldOutStream() {
		return Flux.concat(Flux.just(1), Flux.error(new HubException("sold out")));
	}

	@HubMethod
	Mono<Integer> sum(Flux<Integer> numbers) {
		return numbers.reduce(0, Integer::sum);
	}

	@HubMethod
	int blockingSum(Stream<Integer> numbers) {
		return numbers.mapToInt(Integer::intValue).sum();
	}

	@HubMethod
	Mono<String> interleave(Flux<String> left, String separator, Flux<String> right) {
		return Flux.zip(left, right, (one, other) -> one + separator + other).collectList().map(Object::toString);
	}

	@HubMethod
	Flux<Integer> doubled(Flux<Integer> numbers) {
		return numbers.map((number) -> 2 * number);
	}

	@HubMethod
	Mono<Integer> first(Flux<Integer> numbers) {
		return numbers.next();
	}

	/** Ends for everybody to see when its caller cancels it. */
	@HubMethod
	Flux<Integer> watched(String name, Flux<Integer> numbers, HubCallerClients<TestClient> clients) {
		return numbers.doOnCancel(() -> clients.all().received("cancelled " + name));
	}

	@HubMethod
	Flux<byte[]> chunks(int count, int size) {
		return Flux.range(0, count).map((i) -> new byte[size]);
	}

	@HubMethod
	Mono<String> uploadOutcome(Flux<Integer> numbers) {
		return numbers.count()
			.map((count) -> count + " items")
			.onErrorResume(HubException.class, (ex) -> Mono.just(ex.getMessage()));
	}

	@HubMethod
	Mono<Integer> askToAdd(String connectionId, int left, int right, HubCallerClients<TestClient> clients) {
		return clients.client(connectionId).add(left, right);
	}

	@HubMethod
	String askWhileBlocking(String question, HubCallerClients<TestClient> clients) {
		return clients.caller().ask(question);
	}

	@HubMethod
	CompletionStage<Person> askForPerson(String connectionId, HubCallerClients<TestClient> clients) {
		return clients.client(connectionId).person();
	}

	@HubMethod
	Mono<String> askForFailure(String connectionId, HubCallerClients<TestClient> clients) {
		return clients.client(connectionId)
			.add(1, 2)
			.map((sum) -> "no failure")
			.onErrorResume((ex) -> Mono.just(ex.getClass().getSimpleName() + ": " + ex.getMessage()));
	}

}
