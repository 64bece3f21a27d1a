// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link NegotiateResponse}.
 */
class NegotiateResponseTests {

	private static final Set<TransportType> ALL = EnumSet.allOf(TransportType.class);

	static Stream<Named<JsonNode>> vectors() {
		return VectorFile.named(VectorFile.load("negotiate"));
	}

	static Stream<Named<JsonNode>> ownVectors() {
		return VectorFile.named(VectorFile.own("negotiate.json"));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vector(JsonNode vector) {
		check(vector);
	}

	@ParameterizedTest
	@MethodSource("ownVectors")
	void ownVector(JsonNode vector) {
		check(vector);
	}

	private static void check(JsonNode vector) {
		String json = VectorFile.text(vector, "json");
		if (VectorFile.text(vector, "kind").equals("write")) {
			assertThat(written(VectorFile.text(vector, "name")).toJson().toUtf8String()).isEqualTo(json);
		}
		else if (vector.required("valid").booleanValue()) {
			checkFields(vector, parse(json));
		}
		else {
			assertThatExceptionOfType(NegotiateException.class).isThrownBy(() -> parse(json))
				.withMessage("Invalid negotiation response received.")
				.havingCause()
				.withMessage(VectorFile.text(vector, "expectedError"));
		}
	}

	private static NegotiateResponse written(String name) {
		return switch (name) {
			case "write/empty" -> new NegotiateResponse(false, 0, null, null, null, null, null, null);
			case "write/serverVersion1All" -> NegotiateResponse.connection(1, "<id>", "<token>", ALL);
			case "write/serverVersion1Stateful" -> NegotiateResponse.connection(1, "<id>", "<token>", ALL, true);
			case "write/serverVersion0All" -> NegotiateResponse.connection(0, "<id>", "<token>", ALL);
			case "write/versionError" -> NegotiateResponse
				.error("The client requested version '0', but the server does not support this version.");
			case "write/redirect" -> NegotiateResponse.redirect("http://localhost:8888/client/?hub=chat", "to.k.en");
			case "write/redirectWithoutToken" -> NegotiateResponse.redirect("http://host/client/?hub=chat", null);
			case "write/webSocketsOnly" ->
				NegotiateResponse.connection(7, "<id>", "<token>", EnumSet.of(TransportType.WEB_SOCKETS));
			case "write/noTransports" -> NegotiateResponse.connection(1, "<id>", "<token>", Set.of());
			case "write/negativeVersion" -> NegotiateResponse.connection(-1, "<id>", "<token>", Set.of());
			default -> fail("No response for " + name);
		};
	}

	private static void checkFields(JsonNode vector, NegotiateResponse response) {
		assertThat(response.connectionId()).isEqualTo(text(vector, "connectionId"));
		assertThat(response.connectionToken()).isEqualTo(text(vector, "connectionToken"));
		assertThat(response.url()).isEqualTo(text(vector, "url"));
		assertThat(response.accessToken()).isEqualTo(text(vector, "accessToken"));
		assertThat((response.negotiateVersion() != null) ? response.negotiateVersion() : 0)
			.isEqualTo(vector.required("negotiateVersion").intValue());
		if (vector.required("transports").isNull()) {
			assertThat(response.availableTransports()).isNull();
		}
		else {
			assertThat(response.availableTransports()).extracting(AvailableTransport::transport)
				.containsExactlyElementsOf(
						VectorFile.entries(vector.required("transports")).map((node) -> node.stringValue()).toList());
		}
	}

	private static String text(JsonNode vector, String property) {
		return vector.required(property).asString(null);
	}

	private static NegotiateResponse parse(String json) {
		return NegotiateResponse.parse(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void whatIsWrittenIsReadAgain() {
		for (NegotiateResponse response : List.of(NegotiateResponse.redirect("http://h/client/?hub=x", "t"),
				NegotiateResponse.connection(1, "id", "token", ALL, true),
				NegotiateResponse.connection(0, "id", "token", ALL), NegotiateResponse.error("no \"entry\""))) {
			assertThat(parse(response.toJson().toUtf8String())).isEqualTo(response);
		}
	}

	@Test
	void oldServersAreRefused() {
		assertThatExceptionOfType(NegotiateException.class).isThrownBy(() -> parse("{\"ProtocolVersion\":\"1.5\"}"));
	}

	@Test
	void secretsAreNotShown() {
		assertThat(NegotiateResponse.redirect("http://h/?access_token=hush", "hush").toString()).doesNotContain("hush");
		assertThat(NegotiateResponse.connection(1, "id", "hush", ALL).toString()).doesNotContain("hush");
	}

}
