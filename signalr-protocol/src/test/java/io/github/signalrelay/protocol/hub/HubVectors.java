// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.VectorFile;

/**
 * Messages and types that hub protocol vectors describe (hub protocol reference, section
 * 18).
 */
final class HubVectors {

	/** Names as .NET declares them. */
	static final JsonMapper PASCAL_CASE = MessagePackValues.defaultMapper()
		.rebuild()
		.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
		.build();

	private HubVectors() {
	}

	enum Number {

		Zero, One

	}

	@SuppressWarnings("ArrayRecordComponent")
	record CustomObject(String stringProp, double doubleProp, int intProp, Instant dateTimeProp,
			@Nullable Object nullProp, byte[] byteArrProp) {

	}

	static Type type(String name) {
		if (name.startsWith("array<")) {
			Class<?> element = (Class<?>) type(name.substring(6, name.length() - 1));
			return element.arrayType();
		}
		return switch (name) {
			case "int32" -> int.class;
			case "float32" -> float.class;
			case "string" -> String.class;
			case "boolean" -> boolean.class;
			case "null" -> Object.class;
			case "enum" -> Number.class;
			case "dateTime" -> Instant.class;
			case "CustomObject" -> CustomObject.class;
			default -> throw new IllegalArgumentException(name);
		};
	}

	static HubMessage message(JsonNode node) {
		Map<String, String> headers = headers(node);
		String id = text(node, "invocationId");
		return switch (VectorFile.text(node, "type")) {
			case "Invocation" ->
				new Invocation(headers, id, VectorFile.text(node, "target"), arguments(node), streamIds(node));
			case "StreamInvocation" ->
				new StreamInvocation(headers, id, VectorFile.text(node, "target"), arguments(node), streamIds(node));
			case "StreamItem" -> new StreamItem(headers, id, value(node, "item"));
			case "Completion" ->
				new Completion(headers, id, text(node, "error"), node.has("result"), value(node, "result"));
			case "CancelInvocation" -> new CancelInvocation(headers, id);
			case "Ping" -> Ping.INSTANCE;
			case "Close" -> new Close(text(node, "error"), node.path("allowReconnect").asBoolean(false));
			case "Ack" -> new Ack(node.required("sequenceId").longValue());
			case "Sequence" -> new Sequence(node.required("sequenceId").longValue());
			default -> throw new IllegalArgumentException(node.toString());
		};
	}

	private static Map<String, String> headers(JsonNode node) {
		Map<String, String> headers = new LinkedHashMap<>();
		node.path("headers")
			.properties()
			.forEach((entry) -> headers.put(entry.getKey(), entry.getValue().stringValue()));
		return headers;
	}

	private static @Nullable String text(JsonNode node, String property) {
		return node.has(property) ? node.get(property).stringValue() : null;
	}

	private static List<String> streamIds(JsonNode node) {
		List<String> ids = new ArrayList<>();
		node.path("streamIds").forEach((id) -> ids.add(id.stringValue()));
		return ids;
	}

	private static List<@Nullable Object> arguments(JsonNode node) {
		List<@Nullable Object> arguments = new ArrayList<>();
		for (int index = 0; index < node.required("arguments").size(); index++) {
			Type type = type(node.required("argumentTypes").get(index).stringValue());
			arguments.add(convert(node.required("arguments").get(index), type));
		}
		return arguments;
	}

	private static @Nullable Object value(JsonNode node, String property) {
		return node.has(property) ? convert(node.get(property), type(VectorFile.text(node, property + "Type"))) : null;
	}

	private static @Nullable Object convert(JsonNode value, Type type) {
		return PASCAL_CASE.treeToValue(value, PASCAL_CASE.constructType(type));
	}

	/** What the hub of a vector expects: told by its binder, or else by the message. */
	static InvocationBinder binder(JsonNode entry) {
		JsonNode message = entry.path("message");
		JsonNode binder = entry.path("binder");
		List<Type> parameters = types(
				binder.isObject() ? binder.path("parameterTypes") : message.path("argumentTypes"));
		Type result = single(binder.isObject() ? binder.path("resultType") : message.path("resultType"));
		Type item = single(binder.isObject() ? binder.path("resultType") : message.path("itemType"));
		return new FixedBinder(parameters, result, item);
	}

	private static @Nullable List<Type> types(JsonNode names) {
		if (!names.isArray()) {
			return null;
		}
		List<Type> types = new ArrayList<>();
		names.forEach((name) -> types.add(type(name.stringValue())));
		return types;
	}

	private static @Nullable Type single(JsonNode name) {
		return name.isString() ? type(name.stringValue()) : null;
	}

	/** Knows every target, invocation and stream by the same types. */
	record FixedBinder(@Nullable List<Type> parameters, @Nullable Type result,
			@Nullable Type item) implements InvocationBinder {

		@Override
		public @Nullable List<Type> parameterTypes(String target) {
			return this.parameters;
		}

		@Override
		public @Nullable Type resultType(String invocationId) {
			return this.result;
		}

		@Override
		public @Nullable Type streamItemType(String streamId) {
			return this.item;
		}

	}

}
