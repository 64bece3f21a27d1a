// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.Payload;

/**
 * Makes messages from the components of their records, whatever their type.
 */
final class MessageRecords {

	private MessageRecords() {
	}

	/** All message types that exist. */
	static List<Class<? extends ServiceMessage>> types() {
		return leaves(ServiceMessage.class)
			.<Class<? extends ServiceMessage>>map((type) -> type.asSubclass(ServiceMessage.class))
			.toList();
	}

	private static Stream<Class<?>> leaves(Class<?> type) {
		return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageRecords::leaves)
				: Stream.of(type);
	}

	/** A message of the fields that a vector tells. */
	static ServiceMessage of(String name, JsonNode fields) {
		Class<? extends ServiceMessage> type = types().stream()
			.filter((candidate) -> candidate.getSimpleName().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(name));
		return create(type, (component) -> value(component.getType(), fields.required(component.getName())));
	}

	static ServiceMessage create(Class<? extends ServiceMessage> type,
			Function<RecordComponent, @Nullable Object> values) {
		RecordComponent[] components = type.getRecordComponents();
		try {
			return type
				.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
				.newInstance(Arrays.stream(components).map(values).toArray());
		}
		catch (InvocationTargetException ex) {
			throw new IllegalArgumentException(type.getSimpleName(), ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Object value(Class<?> type, JsonNode node) {
		if (node.isNull()) {
			return null;
		}
		return switch (type.getSimpleName()) {
			case "String" -> node.stringValue();
			case "int", "Integer" -> node.intValue();
			case "Long" -> node.longValue();
			case "boolean" -> node.booleanValue();
			case "Payload" -> payload(node);
			case "Payloads" -> payloads(node);
			case "MessageHeaders" -> headers(node);
			case "List" -> list(node);
			case "ServerConnectionType" -> ServerConnectionType.of(node.intValue());
			case "MigrationLevel" -> MigrationLevel.of(node.intValue());
			case "DataMessageType" -> DataMessageType.of(node.intValue());
			case "FlowControlTarget" -> FlowControlTarget.of(node.intValue());
			case "FlowControlOperation" -> FlowControlOperation.of(node.intValue());
			default -> throw new IllegalArgumentException(type.getName());
		};
	}

	private static Payload payload(JsonNode node) {
		return Payload.wrap(Base64.getDecoder().decode(node.stringValue()));
	}

	private static Payloads payloads(JsonNode node) {
		Map<String, Payload> payloads = new LinkedHashMap<>();
		node.properties().forEach((entry) -> payloads.put(entry.getKey(), payload(entry.getValue())));
		return new Payloads(payloads);
	}

	private static MessageHeaders headers(JsonNode node) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		node.properties().forEach((entry) -> headers.put(entry.getKey(), texts(entry.getValue())));
		return new MessageHeaders(headers);
	}

	/** Texts, or claims, which vectors tell as pairs. */
	private static List<?> list(JsonNode node) {
		if (node.isEmpty() || node.get(0).isString()) {
			return texts(node);
		}
		List<Claim> claims = new ArrayList<>();
		node.forEach((pair) -> claims.add(new Claim(pair.get(0).stringValue(), pair.get(1).stringValue())));
		return claims;
	}

	private static List<String> texts(JsonNode node) {
		List<String> texts = new ArrayList<>();
		node.forEach((text) -> texts.add(text.stringValue()));
		return texts;
	}

}
