// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/** Gives back what it is given, type by type. */
@Hub("types")
class TypesHub extends GenericEcho<List<String>> {

	@HubMethod
	boolean aBoolean(boolean value) {
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
	int anInt(int value) {
		return value;
	}

	@HubMethod
	@Nullable Integer anInteger(@Nullable Integer value) {
		return value;
	}

	@HubMethod
	long aLong(long value) {
		return value;
	}

	@HubMethod
	float aFloat(float value) {
		return value;
	}

	@HubMethod
	double aDouble(double value) {
		return value;
	}

	@HubMethod
	char aChar(char value) {
		return value;
	}

	@HubMethod
	@Nullable String aString(@Nullable String value) {
		return value;
	}

	@HubMethod
	BigDecimal aBigDecimal(BigDecimal value) {
		return value;
	}

	@HubMethod
	BigInteger aBigInteger(BigInteger value) {
		return value;
	}

	@HubMethod
	byte[] bytes(byte[] value) {
		return value;
	}

	@HubMethod
	int[] ints(int[] value) {
		return value;
	}

	@HubMethod
	DayOfWeek anEnum(DayOfWeek value) {
		return value;
	}

	@HubMethod
	UUID uuid(UUID value) {
		return value;
	}

	@HubMethod
	URI uri(URI value) {
		return value;
	}

	@HubMethod
	Locale locale(Locale value) {
		return value;
	}

	@HubMethod
	Instant instant(Instant value) {
		return value;
	}

	@HubMethod
	LocalDate localDate(LocalDate value) {
		return value;
	}

	@HubMethod
	LocalTime localTime(LocalTime value) {
		return value;
	}

	@HubMethod
	LocalDateTime localDateTime(LocalDateTime value) {
		return value;
	}

	@HubMethod
	OffsetDateTime offsetDateTime(OffsetDateTime value) {
		return value;
	}

	@HubMethod
	Duration duration(Duration value) {
		return value;
	}

	@HubMethod
	Optional<String> optional(Optional<String> value) {
		return value;
	}

	@HubMethod
	OptionalInt optionalInt(OptionalInt value) {
		return value;
	}

	@HubMethod
	List<Point> records(List<Point> value) {
		return value;
	}

	@HubMethod
	Set<DayOfWeek> enums(Set<DayOfWeek> value) {
		return value;
	}

	@HubMethod
	Map<String, List<Optional<Point>>> nested(Map<String, List<Optional<Point>>> value) {
		return value;
	}

	@HubMethod
	Map<Integer, String> byNumber(Map<Integer, String> value) {
		return value;
	}

	@HubMethod
	Map<UUID, DayOfWeek> byUuid(Map<UUID, DayOfWeek> value) {
		return value;
	}

	@HubMethod
	Map<DayOfWeek, Instant> byEnum(Map<DayOfWeek, Instant> value) {
		return value;
	}

	@HubMethod
	Box<Point> generic(Box<Point> value) {
		return value;
	}

	@HubMethod
	Shape shape(Shape value) {
		return value;
	}

	@HubMethod
	List<Shape> shapes(List<Shape> value) {
		return value;
	}

	@HubMethod
	Map<String, Shape> shapesByName(Map<String, Shape> value) {
		return value;
	}

	@HubMethod
	Optional<Shape> shapeOrNone(Optional<Shape> value) {
		return value;
	}

	@HubMethod
	Box<Shape> shapesInBox(Box<Shape> value) {
		return value;
	}

	@HubMethod
	List<List<Shape>> shapeLists(List<List<Shape>> value) {
		return value;
	}

	@HubMethod
	Map<Long, List<Attachment>> attachments(Map<Long, List<Attachment>> value) {
		return value;
	}

	@HubMethod
	Mono<List<Shape>> laterShapes() {
		return Mono.just(List.of(new Circle(1.5)));
	}

	@HubMethod
	CompletionStage<? extends List<Shape>> stagedShapes() {
		return CompletableFuture.completedFuture(List.of(new Circle(1.5)));
	}

	@HubMethod
	Flux<List<Shape>> streamedShapes() {
		return Flux.just(List.of(new Circle(1.5)));
	}

	@HubMethod
	Stream<List<Shape>> iteratedShapes() {
		return Stream.of(List.of(new Circle(1.5)));
	}

	@HubMethod
	Attachment attachment(Attachment value) {
		return value;
	}

	@HubMethod
	@Nullable Object anything(@Nullable Object value) {
		return value;
	}

	@HubMethod
	JsonNode tree(JsonNode value) {
		return value;
	}

	record Point(int x, @Nullable Double y) {

	}

	record Box<T>(T content, List<T> more) {

	}

	record Attachment(String name, byte[] content, Instant sent) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Attachment that && this.name.equals(that.name) && this.sent.equals(that.sent)
					&& Arrays.equals(this.content, that.content);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {

	}

	record Square(int side, byte[] fill, Instant made) implements Shape {

		@Override
		public boolean equals(Object other) {
			return other instanceof Square that && this.side == that.side && this.made.equals(that.made)
					&& Arrays.equals(this.fill, that.fill);
		}

		@Override
		public int hashCode() {
			return this.side;
		}

	}

}
