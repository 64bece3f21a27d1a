// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.json.JsonObjectReader;
import io.github.signalrelay.protocol.json.JsonObjectReader.JsonSlice;

/**
 * Properties of one JSON message, of whatever type. They may come in any order, so values
 * whose type depends on another property are only located here and bound later; the whole
 * message is known to be well-formed by then. Used by one thread, for one message.
 */
final class JsonEnvelope {

	private @Nullable Integer type;

	private Map<String, String> headers = Map.of();

	private @Nullable String invocationId;

	private @Nullable String target;

	private @Nullable JsonSlice arguments;

	private List<String> streamIds = List.of();

	private @Nullable JsonSlice item;

	private @Nullable JsonSlice result;

	private @Nullable String error;

	private boolean allowReconnect;

	private @Nullable Long sequenceId;

	private JsonEnvelope() {
	}

	static JsonEnvelope read(JsonObjectReader reader) {
		JsonEnvelope envelope = new JsonEnvelope();
		for (String name = reader.nextName(); name != null; name = reader.nextName()) {
			envelope.readProperty(name, reader);
		}
		return envelope;
	}

	private void readProperty(String name, JsonObjectReader reader) {
		switch (name) {
			case "type" -> this.type = reader.integer(name);
			case "headers" -> this.headers = readHeaders(reader);
			case "invocationId" -> this.invocationId = reader.string(name);
			case "target" -> this.target = reader.string(name);
			case "arguments" -> this.arguments = reader.arraySlice(name);
			case "streamIds" -> this.streamIds = readStreamIds(reader);
			case "item" -> this.item = reader.slice();
			case "result" -> this.result = reader.slice();
			case "error" -> this.error = reader.string(name);
			case "allowReconnect" -> this.allowReconnect = reader.bool(name);
			case "sequenceId" -> this.sequenceId = reader.longInteger(name);
			default -> reader.skip();
		}
	}

	private static Map<String, String> readHeaders(JsonObjectReader reader) {
		reader.object("headers");
		Map<String, String> headers = new LinkedHashMap<>();
		for (String name = reader.nextName(); name != null; name = reader.nextName()) {
			headers.put(name, reader.stringOr("Expected header '" + name + "' to be of type String."));
		}
		return headers;
	}

	private static List<String> readStreamIds(JsonObjectReader reader) {
		reader.array("streamIds");
		List<String> ids = new ArrayList<>();
		for (String id = reader.nextString("streamIds"); id != null; id = reader.nextString("streamIds")) {
			ids.add(id);
		}
		return ids;
	}

	int requireType() {
		return require(this.type, "type");
	}

	String requireInvocationId() {
		return requireText(this.invocationId, "invocationId");
	}

	String requireTarget() {
		return requireText(this.target, "target");
	}

	JsonSlice requireArguments() {
		return require(this.arguments, "arguments");
	}

	JsonSlice requireItem() {
		return require(this.item, "item");
	}

	long requireSequenceId() {
		return require(this.sequenceId, "sequenceId");
	}

	private static String requireText(@Nullable String value, String property) {
		String text = require(value, property);
		if (text.isEmpty()) {
			throw missing(property);
		}
		return text;
	}

	private static <T> T require(@Nullable T value, String property) {
		if (value == null) {
			throw missing(property);
		}
		return value;
	}

	private static HubProtocolException missing(String property) {
		return new HubProtocolException("Missing required property '" + property + "'.");
	}

	Map<String, String> headers() {
		return this.headers;
	}

	/** An empty id means what a missing one means: no answer is wanted. */
	@Nullable String invocationId() {
		return (this.invocationId != null && this.invocationId.isEmpty()) ? null : this.invocationId;
	}

	List<String> streamIds() {
		return this.streamIds;
	}

	@Nullable JsonSlice result() {
		return this.result;
	}

	@Nullable String error() {
		return this.error;
	}

	boolean allowReconnect() {
		return this.allowReconnect;
	}

}
