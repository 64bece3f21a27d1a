// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * One entry of a vector file for the JSON hub protocol (hub protocol reference, section
 * 18).
 *
 * @param entry the entry
 */
record JsonVector(JsonNode entry) {

	/** Reads values as the vectors write them, apart from what is tested. */
	private static final JsonMapper DESCRIPTIONS = JsonDefaults.mapper()
		.rebuild()
		.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
		.build();

	JsonHubProtocol protocol() {
		JsonNode options = this.entry.path("serializerOptions");
		JsonMapper.Builder mapper = JsonDefaults.mapper().rebuild();
		if (options.has("camelCase") && !options.get("camelCase").booleanValue()) {
			mapper.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE);
		}
		if (options.path("omitNulls").asBoolean(false)) {
			mapper.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL));
		}
		return new JsonHubProtocol(mapper.build());
	}

	InvocationBinder binder() {
		JsonNode binder = this.entry.path("binder");
		if (binder.isObject()) {
			JsonNode result = binder.get("resultType");
			return new FixedBinder(binder.get("parameterTypes").isNull() ? null : types(binder.get("parameterTypes")),
					result.isNull() ? null : type(result.stringValue()));
		}
		JsonNode message = this.entry.path("message");
		String valueType = message.path("resultType").asString(message.path("itemType").asString("object"));
		return new FixedBinder(types(message.path("argumentTypes")), type(valueType));
	}

	HubMessage message() {
		JsonNode message = this.entry.required("message");
		String id = textOrNull(message, "invocationId");
		return switch (message.required("type").stringValue()) {
			case "Invocation" -> new Invocation(headers(message), id, message.required("target").stringValue(),
					arguments(message), streamIds(message));
			case "StreamInvocation" -> new StreamInvocation(headers(message), Objects.requireNonNull(id),
					message.required("target").stringValue(), arguments(message), streamIds(message));
			case "StreamItem" -> new StreamItem(headers(message), Objects.requireNonNull(id),
					value(message.required("item"), message.required("itemType").stringValue()));
			case "Completion" -> completion(message, Objects.requireNonNull(id));
			case "CancelInvocation" -> new CancelInvocation(headers(message), Objects.requireNonNull(id));
			case "Ping" -> Ping.INSTANCE;
			case "Close" -> new Close(textOrNull(message, "error"), message.path("allowReconnect").asBoolean(false));
			case "Ack" -> new Ack(message.required("sequenceId").longValue());
			case "Sequence" -> new Sequence(message.required("sequenceId").longValue());
			default -> throw new IllegalArgumentException(message.toString());
		};
	}

	private static Completion completion(JsonNode message, String id) {
		boolean hasResult = message.has("result");
		return new Completion(headers(message), id, textOrNull(message, "error"), hasResult,
				hasResult ? value(message.get("result"), message.required("resultType").stringValue()) : null);
	}

	private static @Nullable String textOrNull(JsonNode node, String property) {
		return node.has(property) ? node.get(property).stringValue() : null;
	}

	private static Map<String, String> headers(JsonNode message) {
		Map<String, String> headers = new LinkedHashMap<>();
		message.path("headers").forEachEntry((name, value) -> headers.put(name, value.stringValue()));
		return headers;
	}

	private static List<@Nullable Object> arguments(JsonNode message) {
		List<@Nullable Object> arguments = new ArrayList<>();
		for (int index = 0; index < message.required("arguments").size(); index++) {
			arguments.add(value(message.required("arguments").get(index),
					message.required("argumentTypes").get(index).stringValue()));
		}
		return arguments;
	}

	private static List<String> streamIds(JsonNode message) {
		List<String> ids = new ArrayList<>();
		message.path("streamIds").forEach((id) -> ids.add(id.stringValue()));
		return ids;
	}

	private static @Nullable Object value(JsonNode value, String type) {
		return value.isNull() ? null
				: DESCRIPTIONS.readerFor(DESCRIPTIONS.constructType(type(type))).readValue(value.toString());
	}

	private static List<Type> types(JsonNode names) {
		List<Type> types = new ArrayList<>();
		names.forEach((name) -> types.add(type(name.stringValue())));
		return types;
	}

	private static Type type(String name) {
		return switch (name) {
			case "int32" -> int.class;
			case "float32" -> float.class;
			case "string" -> String.class;
			case "boolean" -> boolean.class;
			case "null", "object" -> Object.class;
			case "dateTime", "dateTimeOffset" -> OffsetDateTime.class;
			case "CustomObject" -> CustomObject.class;
			case "array<int32>" -> int[].class;
			default -> throw new IllegalArgumentException(name);
		};
	}

	@Override
	public String toString() {
		return this.entry.required("name").stringValue();
	}

	/** The object that the vectors use as argument, item and result. */
	@SuppressWarnings("ArrayRecordComponent")
	record CustomObject(String stringProp, double doubleProp, int intProp, DateTime dateTimeProp,
			@Nullable Object nullProp, byte[] byteArrProp) {

		@Override
		public boolean equals(Object other) {
			return other instanceof CustomObject that && this.stringProp.equals(that.stringProp)
					&& this.doubleProp == that.doubleProp && this.intProp == that.intProp
					&& this.dateTimeProp.equals(that.dateTimeProp) && Objects.equals(this.nullProp, that.nullProp)
					&& Arrays.equals(this.byteArrProp, that.byteArrProp);
		}

		@Override
		public int hashCode() {
			return this.stringProp.hashCode();
		}

	}

	/** A time with or without an offset. */
	record DateTime(TemporalAccessor value) {

		@JsonCreator
		static DateTime parse(String text) {
			return new DateTime(
					DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from));
		}

		@JsonValue
		String text() {
			return DateTimeFormatter.ISO_DATE_TIME.format(this.value);
		}

	}

}
