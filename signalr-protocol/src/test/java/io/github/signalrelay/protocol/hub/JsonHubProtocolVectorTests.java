// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Runs {@link JsonHubProtocol} against the shared vectors and our own.
 */
class JsonHubProtocolVectorTests {

	static Stream<JsonVector> sharedVectors() {
		return vectors(VectorFile.load("hub-protocol"));
	}

	static Stream<JsonVector> ownVectors() {
		return vectors(VectorFile.own("json-hub-protocol.json"));
	}

	private static Stream<JsonVector> vectors(JsonNode file) {
		return VectorFile.entries(file)
			.filter((entry) -> VectorFile.text(entry, "protocol").equals("json"))
			.map(JsonVector::new);
	}

	@ParameterizedTest
	@MethodSource("sharedVectors")
	void sharedVector(JsonVector vector) {
		check(vector);
	}

	@ParameterizedTest
	@MethodSource("ownVectors")
	void ownVector(JsonVector vector) {
		check(vector);
	}

	private static void check(JsonVector vector) {
		switch (VectorFile.text(vector.entry(), "kind")) {
			case "valid" -> checkValid(vector);
			case "invalid" -> checkInvalid(vector);
			case "bindingFailure" -> checkBindingFailure(vector);
			case "streamBindingFailure" -> checkStreamBindingFailure(vector);
			case "resultError" -> checkResultError(vector);
			case "ignored", "partial" -> checkNothing(vector);
			case "size" -> assertThat(vector.protocol().write(vector.message()).length())
				.isEqualTo(vector.entry().required("size").intValue());
			default -> fail("Unknown kind in " + vector.entry());
		}
	}

	private static void checkValid(JsonVector vector) {
		String direction = VectorFile.text(vector.entry(), "direction");
		assertThat(direction).isIn("both", "parse", "write");
		if (!direction.equals("write")) {
			ByteBuffer input = encoded(vector);
			assertThat(parse(vector, input)).isEqualTo(vector.message());
			assertThat(input.hasRemaining()).isFalse();
			assertThat(parse(vector, Payload.copyOf(encoded(vector)).asByteBuffer())).isEqualTo(vector.message());
		}
		if (!direction.equals("parse")) {
			assertThat(vector.protocol().write(vector.message()).toUtf8String())
				.isEqualTo(VectorFile.text(vector.entry(), "encoded"));
		}
	}

	private static void checkInvalid(JsonVector vector) {
		assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> parse(vector, encoded(vector)))
			.withMessage(VectorFile.text(vector.entry(), "expectedError"));
	}

	private static void checkBindingFailure(JsonVector vector) {
		JsonNode message = vector.entry().required("message");
		assertThat(parse(vector, encoded(vector))).isInstanceOfSatisfying(InvocationBindingFailure.class, (failure) -> {
			assertThat(failure.invocationId()).isEqualTo(message.path("invocationId").asString(null));
			assertThat(failure.target()).isEqualTo(VectorFile.text(message, "target"));
			assertThat(failure.cause()).hasMessage(VectorFile.text(vector.entry(), "expectedError"));
		});
	}

	private static void checkStreamBindingFailure(JsonVector vector) {
		JsonNode message = vector.entry().required("message");
		assertThat(parse(vector, encoded(vector))).isInstanceOfSatisfying(StreamBindingFailure.class, (failure) -> {
			assertThat(failure.invocationId()).isEqualTo(VectorFile.text(message, "invocationId"));
			assertThat(failure.cause()).hasMessage(VectorFile.text(vector.entry(), "expectedError"));
		});
	}

	private static void checkResultError(JsonVector vector) {
		JsonNode message = vector.entry().required("message");
		assertThat(parse(vector, encoded(vector))).isInstanceOfSatisfying(Completion.class, (completion) -> {
			assertThat(completion.invocationId()).isEqualTo(VectorFile.text(message, "invocationId"));
			assertThat(completion.hasResult()).isFalse();
			assertThat(completion.error()).startsWith(VectorFile.text(vector.entry(), "expectedErrorPrefix"));
		});
	}

	private static void checkNothing(JsonVector vector) {
		ByteBuffer input = encoded(vector);
		assertThat(parse(vector, input)).isNull();
		boolean partial = VectorFile.text(vector.entry(), "kind").equals("partial");
		assertThat(input.position()).isEqualTo(partial ? 0 : input.limit());
	}

	private static HubMessage parse(JsonVector vector, ByteBuffer input) {
		return vector.protocol().parse(input, vector.binder());
	}

	private static ByteBuffer encoded(JsonVector vector) {
		return ByteBuffer.wrap(VectorFile.text(vector.entry(), "encoded").getBytes(StandardCharsets.UTF_8));
	}

}
