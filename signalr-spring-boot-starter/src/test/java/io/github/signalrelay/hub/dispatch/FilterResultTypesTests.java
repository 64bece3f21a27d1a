// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.dispatch.TypesHub.Circle;
import io.github.signalrelay.hub.dispatch.TypesHub.Shape;

import org.springframework.stereotype.Component;

import static io.github.signalrelay.hub.dispatch.TestClient.endOf;
import static io.github.signalrelay.hub.dispatch.TestClient.itemOf;
import static io.github.signalrelay.hub.dispatch.TestClient.resultOf;

/**
 * Filters that answer with a value of another type than the method declares: clients get
 * it as it is, and stay connected.
 */
class FilterResultTypesTests {

	private static final String SHAPE = "{\"kind\":\"circle\",\"radius\":1.5}";

	private final HubFixture fixture = HubFixture.of(DeclaringHub.class, Replacing.class);

	private final TestClient client = this.fixture.connect();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static Stream<Arguments> values() {
		List<Object> withNull = Collections.singletonList(null);
		return Stream.of(Arguments.of("words", List.of(1, 2), "[1,2]"), Arguments.of("words", withNull, "[null]"),
				Arguments.of("words", List.of(List.of("a"), 1), "[[\"a\"],1]"),
				Arguments.of("words", Map.of("a", 1), "{\"a\":1}"), Arguments.of("words", "text", "\"text\""),
				Arguments.of("words", new String[] { "a" }, "[\"a\"]"), Arguments.of("words", null, "null"),
				Arguments.of("shapes", List.of("a"), "[\"a\"]"),
				Arguments.of("shapes", List.of(new Circle(1.5)), "[" + SHAPE + "]"),
				Arguments.of("shapesByName", Map.of(7, "a"), "{\"7\":\"a\"}"),
				Arguments.of("shapesByName", Map.of("a", List.of("b")), "{\"a\":[\"b\"]}"),
				Arguments.of("shapesByName", Map.of("a", List.of(new Circle(1.5))), "{\"a\":[" + SHAPE + "]}"),
				Arguments.of("word", Optional.of(7), "7"), Arguments.of("word", Optional.empty(), "null"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void results(String method, Object value, String json) {
		this.fixture.bean(Replacing.class).value = value;
		this.client.invoke("1", method, "");
		this.client.invoke("2", method, "");
		this.client.awaitMessages(resultOf("1", json), resultOf("2", json));
	}

	@Test
	void itemsOfAStream() {
		this.fixture.bean(Replacing.class).value = Flux.just(List.of(7), Map.of("a", true), "text");
		this.client.stream("1", "wordLists", "");
		this.client.awaitMessages(itemOf("1", "[7]"), itemOf("1", "{\"a\":true}"), itemOf("1", "\"text\""), endOf("1"));
	}

	@Hub("declaring")
	static class DeclaringHub {

		@HubMethod
		List<String> words() {
			return List.of();
		}

		@HubMethod
		List<Shape> shapes() {
			return List.of();
		}

		@HubMethod
		Map<String, List<Shape>> shapesByName() {
			return Map.of();
		}

		@HubMethod
		Optional<String> word() {
			return Optional.empty();
		}

		@HubMethod
		Flux<List<String>> wordLists() {
			return Flux.empty();
		}

	}

	@Component
	static class Replacing implements HubFilter {

		private volatile Object value;

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			return CompletableFuture.completedFuture(this.value);
		}

	}

}
