// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * Tests for {@link HandshakeProtocol}.
 */
class HandshakeProtocolTests {

	static Stream<Named<JsonNode>> vectors() {
		return VectorFile.named(VectorFile.load("handshake"));
	}

	static Stream<Named<JsonNode>> ownVectors() {
		return VectorFile.named(VectorFile.own("handshake.json"));
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
		switch (VectorFile.text(vector, "kind")) {
			case "request" -> checkRequest(vector);
			case "response" -> checkResponse(vector);
			case "exchange" -> checkExchange(vector);
			case "writeRequest" -> assertThat(HandshakeProtocol.writeRequest(request(vector)).toUtf8String())
				.isEqualTo(VectorFile.text(vector, "encoded"));
			default -> fail("Unknown kind in " + vector);
		}
	}

	private static void checkRequest(JsonNode vector) {
		ByteBuffer input = encoded(vector);
		if (vector.required("valid").isNull()) {
			assertThat(HandshakeProtocol.parseRequest(input)).isNull();
			assertThat(input.position()).isZero();
		}
		else if (vector.required("valid").booleanValue()) {
			assertThat(HandshakeProtocol.parseRequest(input)).isEqualTo(request(vector));
			assertThat(input.hasRemaining()).isFalse();
		}
		else {
			assertThatExceptionOfType(HubProtocolException.class)
				.isThrownBy(() -> HandshakeProtocol.parseRequest(input))
				.withMessage(VectorFile.text(vector, "expectedError"));
		}
	}

	private static HandshakeRequest request(JsonNode vector) {
		return new HandshakeRequest(VectorFile.text(vector, "protocol"), vector.required("version").intValue());
	}

	private static void checkResponse(JsonNode vector) {
		ByteBuffer input = encoded(vector);
		if (vector.required("valid").booleanValue()) {
			assertThat(HandshakeProtocol.parseResponse(input))
				.isEqualTo(new HandshakeResponse(vector.required("error").asString(null)));
			assertThat(input.hasRemaining()).isFalse();
		}
		else {
			assertThatExceptionOfType(HubProtocolException.class)
				.isThrownBy(() -> HandshakeProtocol.parseResponse(input))
				.withMessage(VectorFile.text(vector, "expectedError"));
		}
	}

	/** What a server that knows both protocols answers. */
	private static void checkExchange(JsonNode vector) {
		HandshakeRequest request = HandshakeProtocol.parseRequest(encoded(vector));
		assertThat(request).isNotNull();
		HandshakeResponse response = HandshakeResponse.SUCCESS;
		if (HubFraming.of(request.protocol()) == null) {
			response = new HandshakeResponse("The protocol '" + request.protocol() + "' is not supported.");
		}
		else if (request.version() > HubProtocol.VERSION) {
			response = new HandshakeResponse("The server does not support version " + request.version() + " of the '"
					+ request.protocol() + "' protocol.");
		}
		assertThat(HandshakeProtocol.writeResponse(response).toUtf8String())
			.isEqualTo(VectorFile.text(vector, "reply"));
	}

	private static ByteBuffer encoded(JsonNode vector) {
		return ByteBuffer.wrap(VectorFile.text(vector, "encoded").getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void whatFollowsTheSeparatorIsLeftForTheHubProtocol() {
		ByteBuffer input = StandardCharsets.UTF_8
			.encode("{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":6}\u001e");
		assertThat(HandshakeProtocol.parseRequest(input)).isEqualTo(new HandshakeRequest("json", 1));
		assertThat(StandardCharsets.UTF_8.decode(input).toString()).isEqualTo("{\"type\":6}\u001e");
	}

	@Test
	void requestArrivesByteByByte() {
		byte[] bytes = HandshakeProtocol.writeRequest(new HandshakeRequest("messagepack", 2)).toByteArray();
		for (int length = 0; length < bytes.length; length++) {
			ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
			assertThat(HandshakeProtocol.parseRequest(input)).isNull();
			assertThat(input.position()).isZero();
		}
		assertThat(HandshakeProtocol.parseRequest(ByteBuffer.wrap(bytes)))
			.isEqualTo(new HandshakeRequest("messagepack", 2));
	}

	@Test
	void emptyErrorCountsAsSuccess() {
		assertThat(new HandshakeResponse("").isSuccess()).isTrue();
		assertThat(HandshakeResponse.SUCCESS.isSuccess()).isTrue();
		assertThat(new HandshakeResponse("no").isSuccess()).isFalse();
	}

}
