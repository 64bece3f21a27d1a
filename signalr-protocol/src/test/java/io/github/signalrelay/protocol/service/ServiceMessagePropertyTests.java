// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds for messages and bytes of any kind.
 */
class ServiceMessagePropertyTests {

	@Property(tries = 2000)
	void whatIsWrittenIsRead(@ForAll("messages") ServiceMessage message) {
		assertThat(RecordingHandler.read(ServiceMessageWriter.write(message))).containsExactly(message);
	}

	@Property(tries = 200)
	void messagesAreReadHoweverTheyAreCut(@ForAll @Size(max = 10) List<@From("messages") ServiceMessage> messages,
			@ForAll Random random) {
		RecordingHandler handler = new RecordingHandler();
		ServiceMessageReader reader = new ServiceMessageReader(1 << 20);
		ByteBuffer stream = stream(messages);
		while (stream.hasRemaining()) {
			ByteBuffer piece = stream.slice(stream.position(), 1 + random.nextInt(Math.min(20, stream.remaining())));
			stream.position(stream.position() + piece.remaining());
			reader.read(piece, handler);
		}
		assertThat(handler.found).isEqualTo(messages);
	}

	private static ByteBuffer stream(List<ServiceMessage> messages) {
		List<byte[]> frames = messages.stream().map(ServiceMessageWriter::write).toList();
		ByteBuffer stream = ByteBuffer.allocate(frames.stream().mapToInt((frame) -> frame.length).sum());
		frames.forEach(stream::put);
		return stream.flip();
	}

	@Property(tries = 5000)
	void anyBytesGiveMessagesOrProblems(@ForAll byte[] bytes) {
		readAll(bytes);
	}

	@Property(tries = 5000)
	void damagedMessageGivesMessagesOrProblems(@ForAll("messages") ServiceMessage message, @ForAll Random random) {
		byte[] bytes = ServiceMessageWriter.write(message);
		for (int count = 0; count < 3; count++) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		readAll(bytes);
	}

	/** Whatever else is thrown fails the test. */
	private static void readAll(byte[] bytes) {
		try {
			RecordingHandler.read(bytes);
		}
		catch (ServiceProtocolException ex) {
			assertThat(ex).hasMessageMatching("Messages? (over|too).*");
		}
		assertThat(RecordingHandler.read(RecordingHandler.framed(bytes))).hasSize(1);
	}

	@Provide
	Arbitrary<ServiceMessage> messages() {
		return Arbitraries.of(MessageRecords.types())
			.flatMap((type) -> Arbitraries
				.randomValue((random) -> MessageRecords.create(type, (component) -> value(component, random))));
	}

	private static @Nullable Object value(RecordComponent component, Random random) {
		boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
		// a target that is left out is written as an empty one
		if (nullable && random.nextInt(3) == 0 && !component.getName().equals("target")) {
			return null;
		}
		return switch (component.getType().getSimpleName()) {
			case "String" -> text(random);
			case "int", "Integer" -> (int) bits(random);
			case "Long" -> bits(random);
			case "boolean" -> random.nextBoolean();
			case "Payload" -> payload(random);
			case "Payloads" -> random.nextBoolean() ? Payloads.of(text(random), payload(random))
					: new Payloads(Map.of("json", payload(random), "messagepack", payload(random)));
			case "MessageHeaders" -> random.nextBoolean() ? MessageHeaders.NONE
					: new MessageHeaders(Map.of("a", texts(random), "b", texts(random)));
			case "List" -> isClaims(component) ? claims(random) : texts(random);
			default -> constant(component.getType(), random);
		};
	}

	private static boolean isClaims(RecordComponent component) {
		return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0] == Claim.class;
	}

	private static Object constant(Class<?> type, Random random) {
		Object[] constants = type.getEnumConstants();
		return constants[random.nextInt(constants.length)];
	}

	private static long bits(Random random) {
		return random.nextLong() >> random.nextInt(64);
	}

	private static String text(Random random) {
		if (random.nextInt(50) == 0) {
			return "x".repeat(70000);
		}
		int length = random.nextInt((random.nextInt(10) == 0) ? 300 : 40);
		boolean ascii = random.nextBoolean();
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < length; index++) {
			text.appendCodePoint(
					ascii ? random.nextInt(128) : random.nextInt(4) == 0 ? 0x1F600 : random.nextInt(0xD800));
		}
		return text.toString();
	}

	private static List<String> texts(Random random) {
		List<String> texts = new ArrayList<>();
		for (int count = random.nextInt(random.nextInt(8) == 0 ? 300 : 4); count > 0; count--) {
			texts.add(Integer.toString(random.nextInt(), 36));
		}
		return texts;
	}

	private static List<Claim> claims(Random random) {
		return texts(random).stream().map((value) -> new Claim(value.substring(0, 1), value)).toList();
	}

	private static Payload payload(Random random) {
		byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(70000) : random.nextInt(40)];
		random.nextBytes(bytes);
		return Payload.wrap(bytes);
	}

}
