// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.json.JsonFormatException;
import io.github.signalrelay.protocol.json.JsonObjectReader;

/**
 * The handshake before the hub protocol: always JSON, ended by the byte 0x1E, whatever
 * hub protocol follows (hub protocol reference, section 2). Nothing here keeps state; any
 * thread may call it.
 */
public final class HandshakeProtocol {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
		.build();

	private HandshakeProtocol() {
	}

	/**
	 * Reads a client's request. The position moves behind its separator, also when it is
	 * malformed.
	 * @param input bytes of the client, from position to limit
	 * @return the request, or {@code null} when it is not whole yet: the position then
	 * stays where it is. How many bytes to wait for is the caller's decision.
	 * @throws HubProtocolException if it is malformed; the text is the original's detail,
	 * for clients only with detailed errors
	 */
	public static @Nullable HandshakeRequest parseRequest(ByteBuffer input) {
		return parse(input, HandshakeProtocol::readRequest);
	}

	/**
	 * Reads a server's response. The position moves behind its separator, also when it is
	 * malformed.
	 * @param input bytes of the server, from position to limit
	 * @return the response, or {@code null} when it is not whole yet: the position then
	 * stays where it is
	 * @throws HubProtocolException if it is malformed, or another message
	 */
	public static @Nullable HandshakeResponse parseResponse(ByteBuffer input) {
		return parse(input, HandshakeProtocol::readResponse);
	}

	private static <T> @Nullable T parse(ByteBuffer input, Function<JsonObjectReader, T> message) {
		int end = HubFraming.RECORD_SEPARATOR.messageEnd(input, input.position());
		if (end == HubFraming.INCOMPLETE) {
			return null;
		}
		ByteBuffer text = input.duplicate().limit(end - 1);
		input.position(end);
		try (JsonObjectReader reader = JsonObjectReader.open(text)) {
			return message.apply(reader);
		}
		catch (JsonFormatException ex) {
			throw new HubProtocolException(ex.getMessage(), ex);
		}
	}

	private static HandshakeRequest readRequest(JsonObjectReader reader) {
		String protocol = null;
		Integer version = null;
		for (String name = reader.nextName(); name != null; name = reader.nextName()) {
			switch (name) {
				case "protocol" -> protocol = reader.string(name);
				case "version" -> version = reader.integer(name);
				default -> reader.skip();
			}
		}
		if (protocol == null) {
			throw missing("protocol", reader);
		}
		if (version == null) {
			throw missing("version", reader);
		}
		return new HandshakeRequest(protocol, version);
	}

	private static HubProtocolException missing(String property, JsonObjectReader reader) {
		return new HubProtocolException(
				"Missing required property '" + property + "'. Message content: " + reader.content());
	}

	private static HandshakeResponse readResponse(JsonObjectReader reader) {
		String error = null;
		for (String name = reader.nextName(); name != null; name = reader.nextName()) {
			switch (name) {
				case "type" -> throw new HubProtocolException("Expected a handshake response from the server.");
				case "error" -> error = reader.string(name);
				default -> reader.skip();
			}
		}
		return (error != null) ? new HandshakeResponse(error) : HandshakeResponse.SUCCESS;
	}

	/**
	 * Writes a client's request, separator included.
	 * @param request the request
	 * @return the bytes
	 */
	public static Payload writeRequest(HandshakeRequest request) {
		return write((generator) -> {
			generator.writeStringProperty("protocol", request.protocol());
			generator.writeNumberProperty("version", request.version());
		});
	}

	/**
	 * Writes a server's response, separator included. It goes out as one unit: clients do
	 * not put parts together.
	 * @param response the response
	 * @return the bytes
	 */
	public static Payload writeResponse(HandshakeResponse response) {
		return write((generator) -> {
			String error = response.error();
			if (error != null && !error.isEmpty()) {
				generator.writeStringProperty("error", error);
			}
		});
	}

	private static Payload write(Consumer<JsonGenerator> properties) {
		ByteArrayOutputStream output = new ByteArrayOutputStream(64);
		try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), output)) {
			generator.writeStartObject();
			properties.accept(generator);
			generator.writeEndObject();
		}
		output.write(HubFraming.SEPARATOR);
		return Payload.wrap(output.toByteArray());
	}

}
