// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds for messages and bytes of any kind.
 */
class MessagePackHubProtocolPropertyTests {

	private static final MessagePackHubProtocol PROTOCOL = new MessagePackHubProtocol();

	private static final InvocationBinder ANYTHING = new HubVectors.FixedBinder(List.of(Object.class, Object.class),
			Object.class, Object.class);

	@Property(tries = 1000)
	void whatIsWrittenIsRead(@ForAll Random random) {
		HubMessage message = message(random);
		ByteBuffer input = PROTOCOL.write(message).asByteBuffer();
		assertThat(PROTOCOL.parse(input, ANYTHING)).isEqualTo(message);
		assertThat(input.hasRemaining()).isFalse();
	}

	@Property(tries = 3000)
	void anyBytesGiveMessagesOrTheProtocolException(@ForAll byte[] bytes) {
		parse(bytes);
	}

	@Property(tries = 3000)
	void damagedMessageGivesMessagesOrTheProtocolException(@ForAll Random random) {
		byte[] bytes = PROTOCOL.write(message(random)).toByteArray();
		for (int count = 0; count < 3; count++) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		parse(bytes);
	}

	/** Whatever else is thrown fails the test. */
	private static void parse(byte[] bytes) {
		ByteBuffer input = ByteBuffer.wrap(bytes);
		try {
			HubMessage message = PROTOCOL.parse(input, ANYTHING);
			assertThat(input.position() > 0 || message == null).isTrue();
		}
		catch (HubProtocolException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
		}
	}

	private static HubMessage message(Random random) {
		Map<String, String> headers = random.nextBoolean() ? Map.of() : Map.of(text(random), text(random));
		List<String> streams = random.nextBoolean() ? List.of() : List.of(text(random));
		return switch (random.nextInt(9)) {
			case 0 -> new Invocation(headers, random.nextBoolean() ? text(random) : null, text(random),
					arguments(random), streams);
			case 1 -> new StreamInvocation(headers, text(random), text(random), arguments(random), streams);
			case 2 -> new StreamItem(headers, text(random), value(random, 0));
			case 3 -> new Completion(headers, text(random), text(random), false, null);
			case 4 -> new Completion(headers, text(random), null, true, value(random, 0));
			case 5 -> new CancelInvocation(headers, text(random));
			case 6 -> new Close(random.nextBoolean() ? text(random) : null, random.nextBoolean());
			case 7 -> new Ack(random.nextLong());
			default -> new Sequence(random.nextLong() >> random.nextInt(64));
		};
	}

	private static List<@Nullable Object> arguments(Random random) {
		List<@Nullable Object> arguments = new ArrayList<>();
		arguments.add(value(random, 0));
		arguments.add(value(random, 0));
		return arguments;
	}

	private static String text(Random random) {
		return Integer.toString(random.nextInt(), 36).repeat(1 + random.nextInt(8)) + "é€";
	}

	/** A value that Jackson reads back as it was, when it is asked for any object. */
	private static @Nullable Object value(Random random, int depth) {
		return switch (random.nextInt((depth < 4) ? 8 : 6)) {
			case 0 -> null;
			case 1 -> random.nextBoolean();
			case 2 -> random.nextInt() >> random.nextInt(32);
			case 3 -> Long.MAX_VALUE - random.nextInt(1000);
			case 4 -> random.nextDouble();
			case 5 -> text(random);
			case 6 -> {
				List<@Nullable Object> list = new ArrayList<>();
				for (int count = random.nextInt(20); count > 0; count--) {
					list.add(value(random, depth + 1));
				}
				yield list;
			}
			default -> {
				Map<String, @Nullable Object> map = new LinkedHashMap<>();
				for (int count = random.nextInt(20); count > 0; count--) {
					map.put(text(random), value(random, depth + 1));
				}
				yield map;
			}
		};
	}

}
