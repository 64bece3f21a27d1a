// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.hub.dispatch.TypesHub.Attachment;
import io.github.signalrelay.hub.dispatch.TypesHub.Box;
import io.github.signalrelay.hub.dispatch.TypesHub.Circle;
import io.github.signalrelay.hub.dispatch.TypesHub.Point;
import io.github.signalrelay.hub.dispatch.TypesHub.Shape;
import io.github.signalrelay.hub.dispatch.TypesHub.Square;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.hub.TypedValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The types that a Spring developer expects, through a hub and back. */
class ArgumentTypesTests {

	private static final Instant NOW = Instant.parse("2026-11-22T09:30:00.123456789Z");

	private static final UUID ID = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

	/** As Spring Boot makes it for the application. */
	private static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

	private final List<HubProtocol> protocols = List.of(new JsonHubProtocol(MAPPER),
			new MessagePackHubProtocol(MAPPER));

	private final HubFixture fixture = new HubFixture((options) -> options.withEnableDetailedErrors(true),
			(environment) -> HubEnvironment.of(environment.options(), this.protocols, environment.executor()),
			TypesHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static Stream<Arguments> values() {
		return Stream.of(row("aBoolean", true), row("aByte", Byte.MIN_VALUE), row("aByte", Byte.MAX_VALUE),
				row("aShort", Short.MIN_VALUE), row("anInt", Integer.MIN_VALUE), row("anInt", Integer.MAX_VALUE),
				row("anInteger", (Object) null), row("anInteger", 7), row("aLong", Long.MIN_VALUE),
				row("aLong", Long.MAX_VALUE), row("aFloat", Float.MAX_VALUE), row("aFloat", -0.5f),
				row("aDouble", Double.MAX_VALUE), row("aDouble", Double.MIN_VALUE), row("aDouble", 0.1),
				row("aChar", 'x'), row("aString", (Object) null), row("aString", ""),
				row("aString", "grüße \uD83D\uDE00 \u0000 \u001e"),
				row("aBigDecimal", new BigDecimal("12345678901234567890.123456789")),
				row("aBigDecimal", new BigDecimal("0.10")), row("aBigDecimal", new BigDecimal("7")),
				row("aBigInteger", new BigInteger("123456789012345678901234567890")),
				row("aBigInteger", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
				row("bytes", new byte[] { 0, -1, 127 }), row("bytes", new byte[0]), row("ints", new int[] { 1, -2 }),
				row("anEnum", DayOfWeek.FRIDAY), row("uuid", ID), row("uri", URI.create("https://a.example/b?c")),
				row("locale", Locale.GERMANY), row("instant", NOW), row("instant", Instant.EPOCH),
				row("instant", Instant.parse("1900-01-01T00:00:00Z")), row("localDate", LocalDate.of(2026, 11, 22)),
				row("localTime", LocalTime.of(9, 30, 1)), row("localDateTime", LocalDateTime.of(2026, 11, 22, 9, 30)),
				row("offsetDateTime", OffsetDateTime.parse("2026-11-22T09:30:00Z")),
				row("duration", Duration.ofSeconds(90, 5)), row("optional", Optional.of("a")),
				row("optional", Optional.empty()), row("optionalInt", OptionalInt.of(3)),
				row("records", List.of(new Point(1, 2.5), new Point(2, null))),
				row("enums", Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)),
				row("nested", Map.of("a", List.of(Optional.of(new Point(1, 2.0)), Optional.empty()))),
				row("byNumber", Map.of(1, "a", -2, "b")), row("byUuid", Map.of(ID, DayOfWeek.MONDAY)),
				row("byEnum", Map.of(DayOfWeek.MONDAY, NOW)),
				row("generic", new Box<>(new Point(1, 1.0), List.of(new Point(2, 2.0)))), row("shape", new Circle(1.5)),
				row("shape", new Square(2, new byte[] { 1, 2 }, NOW)),
				row("attachment", new Attachment("a.txt", new byte[] { 1, 2, 3 }, NOW)),
				row("shapes", List.of(new Circle(1.5), new Square(2, new byte[] { 1, 2 }, NOW))),
				row("shapesByName", Map.of("a", new Circle(1.5))), row("shapesByName", Map.of()),
				row("shapeOrNone", Optional.of(new Circle(2.5))), row("shapeOrNone", Optional.empty()),
				row("shapesInBox", new Box<Shape>(new Circle(1), List.of(new Square(1, new byte[0], NOW)))),
				row("shapeLists", List.of(List.of(new Circle(1)), List.of())),
				row("attachments", Map.of(7L, List.of(new Attachment("b", new byte[] { -1 }, NOW)))),
				row("inherited", List.of("a", "b")), row("anything", (Object) null), row("anything", "text"),
				row("anything", List.of("a", true)), row("anything", Map.of("a", 1)),
				row("tree", MAPPER.readTree("{\"a\":[1,null,\"x\",2.5]}")));
	}

	private static Arguments row(String method, Object value) {
		return Arguments.of(method, value);
	}

	@ParameterizedTest
	@MethodSource("values")
	void everyTypeOverBothProtocols(String method, Object value) throws Exception {
		for (HubProtocol protocol : this.protocols) {
			Type type = resultType(method);
			Payload call = protocol.write(new Invocation(Map.of(), "1", method,
					Collections.singletonList((value != null) ? new TypedValue(value, type) : null), List.of()));
			assertThat(call(protocol, call, type)).as(protocol.name()).isEqualTo(value);
		}
	}

	private static Type resultType(String method) {
		Method found = Stream.of(TypesHub.class.getMethods(), TypesHub.class.getDeclaredMethods())
			.flatMap(Stream::of)
			.filter((candidate) -> candidate.getName().equals(method) && !candidate.isBridge())
			.findFirst()
			.orElse(null);
		return (found != null) ? found.getGenericReturnType()
				: MAPPER.getTypeFactory().constructCollectionType(List.class, String.class);
	}

	private Object call(HubProtocol protocol, Payload call, Type type) throws Exception {
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"" + protocol.name() + "\",\"version\":1}");
		client.raw(call, false);
		await().atMost(TestClient.LIMIT).until(() -> client.receivedBytes().size() == 2);
		Payload answer = client.receivedBytes().get(1);
		Completion completion = (Completion) protocol.parse(answer.asByteBuffer(), InvocationBinder.ofResult(type));
		assertThat(completion.error()).as(protocol.name()).isNull();
		return completion.result();
	}

	/** In whatever way the method gives its value. */
	@ParameterizedTest
	@CsvSource({ "laterShapes, 1", "stagedShapes, 1", "streamedShapes, 4", "iteratedShapes, 4" })
	void declaredTypesOfElementsAreWritten(String method, int type) {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":" + type + ",\"invocationId\":\"1\",\"target\":\"" + method + "\",\"arguments\":[]}");
		String value = "[{\"kind\":\"circle\",\"radius\":1.5}]";
		if (type == 1) {
			client.awaitMessages(TestClient.resultOf("1", value));
		}
		else {
			client.awaitMessages(TestClient.itemOf("1", value), TestClient.endOf("1"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "aLong | 9007199254740993 | 9007199254740993", "aDouble | 3 | 3.0",
					"anEnum | \"FRIDAY\" | \"FRIDAY\"", "bytes | \"AP9/\" | \"AP9/\"",
					"instant | \"2026-11-22T09:30:00Z\" | \"2026-11-22T09:30:00Z\"",
					"localDate | \"2026-11-22\" | \"2026-11-22\"", "duration | \"PT1M30S\" | \"PT1M30S\"",
					"optional | null | null", "byNumber | {\"1\":\"a\"} | {\"1\":\"a\"}",
					"records | [{\"x\":1,\"more\":true}] | [{\"x\":1,\"y\":null}]",
					"shape | {\"radius\":1.5,\"kind\":\"circle\"} | {\"kind\":\"circle\",\"radius\":1.5}",
					"anything | {\"b\":[1,2.5,null]} | {\"b\":[1,2.5,null]}" })
	void jsonText(String method, String argument, String result) {
		TestClient client = this.fixture.connect();
		client.invoke("1", method, argument);
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":" + result + "}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "anInt | null", "aBoolean | null", "anInt | 2147483648", "aByte | 300", "aShort | -40000",
					"aLong | 9223372036854775808", "anInt | \"x\"", "anInt | {}", "anEnum | \"SOMEDAY\"",
					"instant | \"yesterday\"", "uuid | \"1\"", "bytes | \"*\"", "shape | {\"kind\":\"line\"}",
					"shape | {\"radius\":1}", "records | {\"x\":1}", "byNumber | {\"a\":\"b\"}" })
	void whatDoesNotFitIsAnsweredAndTheConnectionStays(String method, String argument) {
		TestClient client = this.fixture.connect();
		client.invoke("1", method, argument);
		client.invoke("2", "anInt", "5");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 3);
		assertThat(client.received().get(1)).contains(
				"\"error\":\"Failed to invoke '" + method + "' due to an error on the server. InvalidDataException:");
		assertThat(client.received().get(2)).isEqualTo("{\"type\":3,\"invocationId\":\"2\",\"result\":5}");
	}

	/** Keys that are no strings, as clients with native MessagePack maps send them. */
	@Test
	void messagePackMapsWithNumbersAsKeys() throws Exception {
		// [1, {}, "1", "byNumber", [{1: "a", -2: "b"}], []]
		byte[] body = HexFormat.of().parseHex("960180a131a862794e756d6265729182" + "01a161fea16290");
		byte[] framed = new byte[body.length + 1];
		framed[0] = (byte) body.length;
		System.arraycopy(body, 0, framed, 1, body.length);
		Object result = call(this.protocols.get(1), Payload.wrap(framed), resultType("byNumber"));
		assertThat(result).isEqualTo(Map.of(1, "a", -2, "b"));
	}

}
