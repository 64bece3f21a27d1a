// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubMethod;

/**
 * What {@link ResultsHub} asks its clients for: results of every type, and in every way
 * that a client interface can wait for one.
 */
public interface AnsweringClient {

	Mono<String> text();

	Mono<Integer> number();

	Mono<Long> largeNumber();

	Mono<Double> fraction();

	Mono<Boolean> flag();

	Mono<byte[]> bytes();

	Mono<Instant> instant();

	CompletionStage<Colour> colour();

	CompletableFuture<List<Integer>> numbers();

	Mono<Map<String, Person>> people();

	@Nullable Person person();

	@HubMethod("renamed.question")
	Mono<String> original(String question, int number, List<String> more);

	/** Values that results have to bring in one piece. */
	enum Colour {

		RED, GREEN

	}

}
