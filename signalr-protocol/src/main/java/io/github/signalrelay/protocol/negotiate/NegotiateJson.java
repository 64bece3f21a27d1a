// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.json.JsonFormatException;
import io.github.signalrelay.protocol.json.JsonObjectReader;

/**
 * JSON form of a {@link NegotiateResponse}.
 */
final class NegotiateJson {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
		.build();

	private boolean useStatefulReconnect;

	private @Nullable Integer negotiateVersion;

	private @Nullable String url;

	private @Nullable String accessToken;

	private @Nullable String connectionId;

	private @Nullable String connectionToken;

	private @Nullable List<AvailableTransport> availableTransports;

	private @Nullable String error;

	private NegotiateJson() {
	}

	static NegotiateResponse read(ByteBuffer json) {
		try (JsonObjectReader reader = JsonObjectReader.open(json)) {
			NegotiateJson response = new NegotiateJson();
			for (String name = reader.nextName(); name != null; name = reader.nextName()) {
				response.readProperty(name, reader);
			}
			return response.build();
		}
		catch (JsonFormatException ex) {
			throw new NegotiateException("Invalid negotiation response received.", ex);
		}
	}

	private void readProperty(String name, JsonObjectReader reader) {
		switch (name) {
			case "useStatefulReconnect" -> this.useStatefulReconnect = reader.bool(name);
			case "negotiateVersion" -> this.negotiateVersion = reader.integer(name);
			case "url" -> this.url = reader.string(name);
			case "accessToken" -> this.accessToken = reader.string(name);
			case "connectionId" -> this.connectionId = reader.string(name);
			case "connectionToken" -> this.connectionToken = reader.string(name);
			case "availableTransports" -> this.availableTransports = readTransports(reader);
			case "error" -> this.error = reader.string(name);
			case "ProtocolVersion" -> throw new JsonFormatException(
					"Detected a connection attempt to an ASP.NET SignalR Server. This client only supports connecting "
							+ "to an ASP.NET Core SignalR Server.");
			default -> reader.skip();
		}
	}

	private static List<AvailableTransport> readTransports(JsonObjectReader reader) {
		reader.requireArray();
		List<AvailableTransport> transports = new ArrayList<>();
		while (reader.nextObject()) {
			transports.add(readTransport(reader));
		}
		return transports;
	}

	private static AvailableTransport readTransport(JsonObjectReader reader) {
		String transport = null;
		List<String> formats = null;
		for (String name = reader.nextName(); name != null; name = reader.nextName()) {
			switch (name) {
				case "transport" -> transport = reader.string(name);
				case "transferFormats" -> formats = readFormats(reader);
				default -> reader.skip();
			}
		}
		return new AvailableTransport(require(transport, "transport"), require(formats, "transferFormats"));
	}

	private static List<String> readFormats(JsonObjectReader reader) {
		reader.requireArray();
		List<String> formats = new ArrayList<>();
		for (String format = reader.nextString("transferFormats"); format != null; format = reader
			.nextString("transferFormats")) {
			formats.add(format);
		}
		return formats;
	}

	private NegotiateResponse build() {
		if (this.url == null && this.error == null) {
			require(this.connectionId, "connectionId");
			require(this.availableTransports, "availableTransports");
			if (this.negotiateVersion != null && this.negotiateVersion > 0) {
				require(this.connectionToken, "connectionToken");
			}
		}
		return new NegotiateResponse(this.useStatefulReconnect, this.negotiateVersion, this.url, this.accessToken,
				this.connectionId, this.connectionToken, this.availableTransports, this.error);
	}

	private static <T> T require(@Nullable T value, String property) {
		if (value == null) {
			throw new JsonFormatException("Missing required property '" + property + "'.");
		}
		return value;
	}

	static Payload write(NegotiateResponse response) {
		ByteArrayOutputStream output = new ByteArrayOutputStream(512);
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), output)) {
			json.writeStartObject();
			if (response.error() != null) {
				json.writeStringProperty("error", response.error());
			}
			else {
				writeOffer(json, response);
			}
			json.writeEndObject();
		}
		return Payload.wrap(output.toByteArray());
	}

	private static void writeOffer(JsonGenerator json, NegotiateResponse response) {
		if (response.useStatefulReconnect()) {
			json.writeBooleanProperty("useStatefulReconnect", true);
		}
		if (response.negotiateVersion() != null) {
			json.writeNumberProperty("negotiateVersion", response.negotiateVersion());
		}
		writeIfThere(json, "url", response.url());
		writeIfThere(json, "accessToken", response.accessToken());
		writeIfThere(json, "connectionId", response.connectionId());
		writeIfThere(json, "connectionToken", response.connectionToken());
		writeTransports(json, response.availableTransports());
	}

	/** Clients want texts where a property is, never {@code null}. */
	private static void writeIfThere(JsonGenerator json, String name, @Nullable String value) {
		if (value != null) {
			json.writeStringProperty(name, value);
		}
	}

	private static void writeTransports(JsonGenerator json, @Nullable List<AvailableTransport> transports) {
		json.writeArrayPropertyStart("availableTransports");
		for (AvailableTransport transport : (transports != null) ? transports : List.<AvailableTransport>of()) {
			json.writeStartObject();
			json.writeStringProperty("transport", transport.transport());
			json.writeArrayPropertyStart("transferFormats");
			transport.transferFormats().forEach(json::writeString);
			json.writeEndArray();
			json.writeEndObject();
		}
		json.writeEndArray();
	}

}
