// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;

/**
 * Gives back values that are easily lost on the way.
 */
@Hub(value = "values", client = ValuesHub.ShapeClient.class)
class ValuesHub {

	@HubMethod
	List<Shape> shapes(List<Shape> value) {
		return value;
	}

	@HubMethod
	Flux<Map<String, Shape>> streamedShapes(Map<String, Shape> value) {
		return Flux.just(value);
	}

	/** Gives them back by calls of the client. */
	@HubMethod
	Mono<List<Shape>> shapesByCalls(List<Shape> value, HubCallerClients<ShapeClient> clients) {
		clients.caller().shapes(value, Map.of("first", Optional.of(value.get(0))));
		return clients.caller().reverse(value);
	}

	@HubMethod
	Parcel parcel(Parcel value) {
		return value;
	}

	@HubMethod
	Map<Integer, String> byNumber(Map<Integer, String> value) {
		return value;
	}

	@HubMethod
	byte aByte(byte value) {
		return value;
	}

	@HubMethod
	short aShort(short value) {
		return value;
	}

	@HubMethod
	float aFloat(float value) {
		return value;
	}

	@HubMethod
	Optional<Integer> optional(Optional<Integer> value) {
		return value;
	}

	@HubMethod
	@Nullable Integer nullable(@Nullable Integer value) {
		return value;
	}

	/** Values of the connection between those of the call. */
	@HubMethod
	String greet(String greeting, @RequestParam String user, @RequestParam(defaultValue = "none") String colour,
			@RequestHeader(name = "X-Not-There", required = false) @Nullable String missing, int number) {
		return greeting + " " + user + " " + colour + " " + missing + " " + number;
	}

	/** What the hub calls on its clients. */
	interface ShapeClient {

		void shapes(List<Shape> value, Map<String, Optional<Shape>> named);

		Mono<List<Shape>> reverse(List<Shape> value);

	}

	/** One of several, told apart by a property. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(int side) implements Shape {
	}

	/** Has parts of every awkward kind. */
	record Parcel(byte[] content, Instant sent, LocalDate due, Duration delay, Optional<String> note,
			List<byte[]> pages) {
	}

}
