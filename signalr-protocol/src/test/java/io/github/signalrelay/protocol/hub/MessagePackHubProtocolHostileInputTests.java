// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.AllocationMeter;
import io.github.signalrelay.protocol.messagepack.LengthPrefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a hostile client may send: it must end as expected and must not cost more than 64
 * KiB of memory for each KiB sent.
 */
class MessagePackHubProtocolHostileInputTests {

	private static final Class<?> REFUSED = HubProtocolException.class;

	private static final Class<?> NOT_BOUND = InvocationBindingFailure.class;

	/** Head of an invocation with id {@code 1} and target {@code t}; arguments follow. */
	private static final String CALL = "960180a131a174";

	private static final InvocationBinder BINDER = new Binder();

	private final MessagePackHubProtocol protocol = new MessagePackHubProtocol();

	static Stream<Arguments> bodies() {
		return Stream.of(arguments("array of 2^31-1 elements", "dd7fffffff", REFUSED),
				arguments("array of 2^32-1 elements", "ddffffffff", REFUSED),
				arguments("headers map of 2^32-1 entries", "9601dfffffffff", REFUSED),
				arguments("headers map with more entries than bytes", "960183a161a162", REFUSED),
				arguments("invocation id of 2^32-1 bytes", "960180dbffffffff", REFUSED),
				arguments("target of 2^31-1 bytes", "960180a131db7fffffff", REFUSED),
				arguments("arguments of 2^31-1 elements", CALL + "dd7fffffff", NOT_BOUND),
				arguments("argument that is an array of 2^31-1 elements", CALL + "91dd7fffffff", NOT_BOUND),
				arguments("argument that is a map of 2^32-1 entries", CALL + "91dfffffffff", NOT_BOUND),
				arguments("argument that is a text of 2^31-1 bytes", CALL + "91db7fffffff", NOT_BOUND),
				arguments("argument that is a binary of 2^32-1 bytes", CALL + "91c6ffffffff", NOT_BOUND),
				arguments("argument that is an ext of 2^32-1 bytes", CALL + "91c9ffffffffff", NOT_BOUND),
				arguments("argument nested 200,000 deep", CALL + "91" + "91".repeat(200_000) + "c0", NOT_BOUND),
				arguments("argument of maps nested 200,000 deep", CALL + "91" + "81a0".repeat(200_000), NOT_BOUND),
				arguments("argument with 2^31-1 in each level", CALL + "91" + "dd7fffffff".repeat(60), NOT_BOUND),
				arguments("argument that is not there", CALL + "91", NOT_BOUND),
				arguments("argument of the never used format", CALL + "91c190", NOT_BOUND),
				arguments("argument of an unknown ext type", CALL + "91d4050090", NOT_BOUND),
				arguments("argument with a broken timestamp", CALL + "91d7ffffffffffffffffff90", NOT_BOUND),
				arguments("argument with an array as key", CALL + "91819001" + "90", NOT_BOUND),
				arguments("argument that is not UTF-8", CALL + "91a2c32890", Invocation.class),
				arguments("argument that is a map with a repeated key", CALL + "9182a16101a1610290", Invocation.class),
				arguments("argument of 100,000 nils", CALL + "91dd000186a0" + "c0".repeat(100_000) + "90",
						Invocation.class),
				arguments("argument of 100,000 numbers", CALL + "91dd000186a0" + "cd7fff".repeat(100_000) + "90",
						Invocation.class),
				arguments("argument of 100,000 repeated keys", CALL + "91df000186a0" + "a001".repeat(100_000) + "90",
						Invocation.class),
				arguments("argument for another type", "960180a131a16e" + "91a17890", NOT_BOUND),
				arguments("number too large for its type", "960180a131a16e" + "91cf7fffffffffffffff90", NOT_BOUND),
				arguments("unknown target", "960180a131a175" + "9090", NOT_BOUND),
				arguments("two arguments for one", CALL + "92010290", NOT_BOUND),
				arguments("stream ids of 2^31-1 elements", CALL + "9101dd7fffffff", REFUSED),
				arguments("stream ids are missing", CALL + "9101", REFUSED),
				arguments("header key of 2^31-1 bytes", "960181db7fffffff", REFUSED),
				arguments("100,000 headers of the same name",
						"9501df000186a0" + "a161a162".repeat(100_000) + "a131a1749101", Invocation.class),
				arguments("item nested 200,000 deep", "940280a131" + "91".repeat(200_000) + "c0",
						StreamBindingFailure.class),
				arguments("item of an unknown stream", "940280a13201", StreamBindingFailure.class),
				arguments("result nested 200,000 deep", "950380a13103" + "91".repeat(200_000) + "c0", Completion.class),
				arguments("skipped result nested 200,000 deep", "950380a13203" + "91".repeat(200_000) + "c0", REFUSED),
				arguments("skipped result of 2^32-1 elements", "950380a13203ddffffffff", REFUSED),
				arguments("result kind over 32 bits", "950380a131ceffffffff", REFUSED),
				arguments("sequence id over 64 bits", "9208cfffffffffffffffff", REFUSED),
				arguments("empty body", "", REFUSED), arguments("type over 32 bits", "91ceffffffff", REFUSED),
				arguments("type as text", "91a131", REFUSED));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void bodyEndsAsExpectedAtABoundedCost(String name, String hex, Class<?> expected) {
		assertEndsAsExpected(hex, expected, 64);
	}

	/**
	 * A container takes one byte here, but a list or map on the heap where a parameter
	 * asks for any object; that is Jackson's and the application's choice. Still in
	 * proportion.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "80", "90" })
	void emptyContainersCostInProportion(String container) {
		assertEndsAsExpected(CALL + "91dd000186a0" + container.repeat(100_000) + "90", Invocation.class, 256);
	}

	private void assertEndsAsExpected(String hex, Class<?> expected, long factor) {
		byte[] body = HexFormat.of().parseHex(hex);
		byte[] frame = new byte[LengthPrefix.size(body.length) + body.length];
		LengthPrefix.write(body.length, frame, 0);
		System.arraycopy(body, 0, frame, frame.length - body.length, body.length);
		assertThat(parse(frame)).isInstanceOf(expected);
		long allocated = AllocationMeter.measure(() -> parse(frame));
		assertThat(allocated).isLessThanOrEqualTo(factor * 1024 * (1 + frame.length / 1024));
	}

	@ParameterizedTest
	@MethodSource("prefixes")
	void prefixIsRefused(String hex) {
		assertThat(parse(HexFormat.of().parseHex(hex))).isInstanceOf(HubProtocolException.class);
	}

	static Stream<String> prefixes() {
		return Stream.of("808080808001", "ffffffff08", "ffffffffff", "ff".repeat(1000));
	}

	/** The message, or the exception. */
	private @Nullable Object parse(byte[] frame) {
		ByteBuffer input = ByteBuffer.wrap(frame);
		try {
			HubMessage message = this.protocol.parse(input, BINDER);
			assertThat(input.hasRemaining()).isFalse();
			return message;
		}
		catch (HubProtocolException ex) {
			return ex;
		}
	}

	private static final class Binder implements InvocationBinder {

		@Override
		public @Nullable List<Type> parameterTypes(String target) {
			return switch (target) {
				case "t" -> List.of(Object.class);
				case "n" -> List.of(int.class);
				default -> null;
			};
		}

		@Override
		public @Nullable Type resultType(String invocationId) {
			return invocationId.equals("1") ? Object.class : null;
		}

		@Override
		public @Nullable Type streamItemType(String streamId) {
			return streamId.equals("1") ? Object.class : null;
		}

	}

}
