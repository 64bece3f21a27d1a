// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes hub messages as JSON objects, properties in the original's order (hub protocol
 * reference, section 4). Immutable; any thread may use it.
 */
final class JsonMessageWriter {

	private final JsonValues values;

	JsonMessageWriter(JsonValues values) {
		this.values = values;
	}

	void write(JsonGenerator json, HubMessage message) {
		json.writeStartObject();
		if (message instanceof Invocation invocation) {
			writeInvocation(json, invocation);
		}
		else if (message instanceof StreamInvocation invocation) {
			writeStreamInvocation(json, invocation);
		}
		else if (message instanceof StreamItem item) {
			writeStreamItem(json, item);
		}
		else if (message instanceof Completion completion) {
			writeCompletion(json, completion);
		}
		else if (message instanceof CancelInvocation cancel) {
			writeStart(json, CancelInvocation.TYPE, cancel.headers(), cancel.invocationId());
		}
		else {
			writeControl(json, message);
		}
		json.writeEndObject();
	}

	private void writeInvocation(JsonGenerator json, Invocation invocation) {
		writeStart(json, Invocation.TYPE, invocation.headers(), invocation.invocationId());
		writeCall(json, invocation.target(), invocation.arguments(), invocation.streamIds());
	}

	private void writeStreamInvocation(JsonGenerator json, StreamInvocation invocation) {
		writeStart(json, StreamInvocation.TYPE, invocation.headers(), invocation.invocationId());
		writeCall(json, invocation.target(), invocation.arguments(), invocation.streamIds());
	}

	private void writeCall(JsonGenerator json, String target, List<@Nullable Object> arguments,
			List<String> streamIds) {
		json.writeStringProperty("target", target);
		json.writeArrayPropertyStart("arguments");
		for (Object argument : arguments) {
			this.values.write(json, argument);
		}
		json.writeEndArray();
		if (!streamIds.isEmpty()) {
			json.writeArrayPropertyStart("streamIds");
			streamIds.forEach(json::writeString);
			json.writeEndArray();
		}
	}

	private void writeStreamItem(JsonGenerator json, StreamItem item) {
		writeStart(json, StreamItem.TYPE, item.headers(), item.invocationId());
		json.writeName("item");
		this.values.write(json, item.item());
	}

	private void writeCompletion(JsonGenerator json, Completion completion) {
		writeStart(json, Completion.TYPE, completion.headers(), completion.invocationId());
		String error = completion.error();
		if (error != null && !error.isEmpty()) {
			json.writeStringProperty("error", error);
		}
		else if (completion.hasResult()) {
			json.writeName("result");
			this.values.write(json, completion.result());
		}
	}

	private static void writeStart(JsonGenerator json, int type, Map<String, String> headers,
			@Nullable String invocationId) {
		json.writeNumberProperty("type", type);
		// never an empty object: the published Java client refuses the property as such
		if (!headers.isEmpty()) {
			json.writeObjectPropertyStart("headers");
			headers.forEach(json::writeStringProperty);
			json.writeEndObject();
		}
		if (invocationId != null && !invocationId.isEmpty()) {
			json.writeStringProperty("invocationId", invocationId);
		}
	}

	private static void writeControl(JsonGenerator json, HubMessage message) {
		if (message instanceof Ping) {
			json.writeNumberProperty("type", Ping.TYPE);
		}
		else if (message instanceof Close close) {
			writeClose(json, close);
		}
		else if (message instanceof Ack ack) {
			json.writeNumberProperty("type", Ack.TYPE);
			json.writeNumberProperty("sequenceId", ack.sequenceId());
		}
		else if (message instanceof Sequence sequence) {
			json.writeNumberProperty("type", Sequence.TYPE);
			json.writeNumberProperty("sequenceId", sequence.sequenceId());
		}
		else {
			throw new IllegalArgumentException("message: " + message.getClass().getSimpleName()
					+ " (expected: a message of the wire, not a binding failure)");
		}
	}

	private static void writeClose(JsonGenerator json, Close close) {
		json.writeNumberProperty("type", Close.TYPE);
		if (close.error() != null) {
			json.writeStringProperty("error", close.error());
		}
		if (close.allowReconnect()) {
			json.writeBooleanProperty("allowReconnect", true);
		}
	}

}
