// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Writes the JSON messages that hubs send most, calls and results whose values are plain
 * texts, straight into an array of their size. Leaves all others to Jackson. What it
 * writes is what Jackson would write: that is tried out beforehand, since the mapper is
 * the application's. Immutable; any thread may use it.
 */
final class PlainMessageWriter {

	private static final byte[] INVOCATION = ascii("{\"type\":1");

	private static final byte[] COMPLETION = ascii("{\"type\":3");

	private static final byte[] INVOCATION_ID = ascii(",\"invocationId\":\"");

	private static final byte[] TARGET = ascii(",\"target\":\"");

	private static final byte[] ARGUMENTS = ascii("\",\"arguments\":[");

	private static final byte[] RESULT = ascii(",\"result\":\"");

	/** Quotes and comma around an argument. */
	private static final int AROUND_ARGUMENT = 3;

	/** End of the array, of the object and of the message. */
	private static final int BEHIND_ARGUMENTS = 3;

	/** Quote, end of the object and of the message. */
	private static final int BEHIND_RESULT = 3;

	private final boolean usable;

	/**
	 * Tries out whether the mapper has no way of its own with plain texts.
	 * @param standardTexts whether texts are written by Jackson's own code
	 * @param mapper writes a message by the mapper
	 */
	PlainMessageWriter(boolean standardTexts, Function<HubMessage, Payload> mapper) {
		this.usable = standardTexts && isAlike(mapper);
	}

	private static boolean isAlike(Function<HubMessage, Payload> mapper) {
		Invocation call = new Invocation(Map.of(), "1", "t", List.of(PlainText.ALL, ""), List.of());
		Completion result = new Completion(Map.of(), "1", null, true, PlainText.ALL);
		try {
			return mapper.apply(call).equals(invocation(call)) && mapper.apply(result).equals(completion(result));
		}
		catch (RuntimeException ex) { // the mapper cannot write texts
			return false;
		}
	}

	/**
	 * Writes a message.
	 * @param message the message
	 * @return the bytes, or {@code null} if it is not one of the plain ones
	 */
	@Nullable Payload write(HubMessage message) {
		if (!this.usable) {
			return null;
		}
		if (message instanceof Invocation invocation) {
			return invocation(invocation);
		}
		return (message instanceof Completion completion) ? completion(completion) : null;
	}

	private static @Nullable Payload invocation(Invocation message) {
		String id = message.invocationId();
		String target = message.target();
		if (!message.headers().isEmpty() || !message.streamIds().isEmpty() || !isPlain(id) || !PlainText.is(target)) {
			return null;
		}
		List<@Nullable Object> arguments = message.arguments();
		int size = INVOCATION.length + sizeOf(id) + TARGET.length + target.length() + ARGUMENTS.length
				+ BEHIND_ARGUMENTS;
		for (int index = 0; index < arguments.size(); index++) {
			if (!(arguments.get(index) instanceof String text) || !PlainText.is(text)) {
				return null;
			}
			size += text.length() + ((index > 0) ? AROUND_ARGUMENT : AROUND_ARGUMENT - 1);
		}
		byte[] bytes = new byte[size];
		int position = putId(id, bytes, put(INVOCATION, bytes, 0));
		position = PlainText.put(target, bytes, put(TARGET, bytes, position));
		position = putArguments(arguments, bytes, put(ARGUMENTS, bytes, position));
		bytes[position] = ']';
		bytes[position + 1] = '}';
		bytes[position + 2] = HubFraming.SEPARATOR;
		return Payload.wrap(bytes);
	}

	private static int putArguments(List<@Nullable Object> arguments, byte[] bytes, int from) {
		int position = from;
		for (int index = 0; index < arguments.size(); index++) {
			if (index > 0) {
				bytes[position++] = ',';
			}
			bytes[position++] = '"';
			position = PlainText.put(String.valueOf(arguments.get(index)), bytes, position);
			bytes[position++] = '"';
		}
		return position;
	}

	private static @Nullable Payload completion(Completion message) {
		String id = message.invocationId();
		if (!message.headers().isEmpty() || message.error() != null || !isPlain(id)) {
			return null;
		}
		if (!message.hasResult()) {
			byte[] bytes = new byte[COMPLETION.length + sizeOf(id) + 2];
			return end(bytes, putId(id, bytes, put(COMPLETION, bytes, 0)));
		}
		if (!(message.result() instanceof String text) || !PlainText.is(text)) {
			return null;
		}
		byte[] bytes = new byte[COMPLETION.length + sizeOf(id) + RESULT.length + text.length() + BEHIND_RESULT];
		int position = putId(id, bytes, put(COMPLETION, bytes, 0));
		position = PlainText.put(text, bytes, put(RESULT, bytes, position));
		bytes[position] = '"';
		return end(bytes, position + 1);
	}

	private static Payload end(byte[] bytes, int position) {
		bytes[position] = '}';
		bytes[position + 1] = HubFraming.SEPARATOR;
		return Payload.wrap(bytes);
	}

	private static boolean isPlain(@Nullable String id) {
		return id == null || PlainText.is(id);
	}

	/** An empty id means what a missing one means. */
	private static int sizeOf(@Nullable String id) {
		return (id == null || id.isEmpty()) ? 0 : INVOCATION_ID.length + id.length() + 1;
	}

	private static int putId(@Nullable String id, byte[] bytes, int from) {
		if (id == null || id.isEmpty()) {
			return from;
		}
		int position = PlainText.put(id, bytes, put(INVOCATION_ID, bytes, from));
		bytes[position] = '"';
		return position + 1;
	}

	private static int put(byte[] part, byte[] target, int position) {
		System.arraycopy(part, 0, target, position, part.length);
		return position + part.length;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
