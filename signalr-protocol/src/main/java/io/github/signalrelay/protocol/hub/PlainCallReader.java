// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.json.Utf8;

/**
 * Reads the JSON calls that clients make most: nothing but texts as arguments, without
 * escapes, headers or streams. All others are left to {@link JsonMessageReader}, broken
 * ones among them, so that there is one place that knows what is wrong with a message. A
 * reader is for one message and one thread.
 */
final class PlainCallReader {

	private static final byte[] TYPE = ascii("type\"");

	private static final byte[] TARGET = ascii("target\"");

	private static final byte[] ARGUMENTS = ascii("arguments\"");

	private static final byte[] INVOCATION_ID = ascii("invocationId\"");

	private static final int MAX_ARGUMENTS = 8;

	private static final int FAILED = -1;

	private final byte[] bytes;

	private final int end;

	private int position;

	private boolean typed;

	private @Nullable String target;

	private @Nullable String invocationId;

	/** Where arguments begin and end, two entries for each. */
	private final int[] bounds = new int[2 * MAX_ARGUMENTS];

	private int arguments = FAILED;

	private PlainCallReader(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.position = from;
		this.end = to;
	}

	/**
	 * Reads a call.
	 * @param bytes holds the message
	 * @param from its first position
	 * @param to position behind it
	 * @param binder tells the types of arguments
	 * @return the call, or {@code null} if it is not a plain one
	 */
	static @Nullable Invocation read(byte[] bytes, int from, int to, InvocationBinder binder) {
		PlainCallReader reader = new PlainCallReader(bytes, from, to);
		return reader.readObject() ? reader.call(binder) : null;
	}

	private @Nullable Invocation call(InvocationBinder binder) {
		String name = this.target;
		if (!this.typed || name == null || name.isEmpty() || this.arguments < 0) {
			return null;
		}
		List<Type> types = binder.parameterTypes(name);
		if (types == null || types.size() != this.arguments) {
			return null;
		}
		@Nullable Object[] values = new Object[this.arguments];
		for (int index = 0; index < values.length; index++) {
			int start = this.bounds[2 * index];
			int length = this.bounds[2 * index + 1] - start;
			if (types.get(index) != String.class || !Utf8.isWellFormed(this.bytes, start, length)) {
				return null;
			}
			values[index] = new String(this.bytes, start, length, StandardCharsets.UTF_8);
		}
		String id = (this.invocationId != null && this.invocationId.isEmpty()) ? null : this.invocationId;
		return new Invocation(Map.of(), id, name, Arrays.asList(values), List.of());
	}

	/** Reads all of an object whose properties are all known and there once. */
	private boolean readObject() {
		if (!take('{')) {
			return false;
		}
		do {
			if (!take('"') || !readProperty()) {
				return false;
			}
		}
		while (take(','));
		return take('}') && this.position == this.end;
	}

	private boolean readProperty() {
		if (take(TARGET)) {
			String text = (this.target == null) ? text() : null;
			this.target = text;
			return text != null;
		}
		if (take(TYPE)) {
			boolean first = !this.typed;
			this.typed = take(':') && take((char) ('0' + Invocation.TYPE));
			return first && this.typed;
		}
		if (take(ARGUMENTS)) {
			return this.arguments == FAILED && take(':') && take('[') && readArguments();
		}
		if (take(INVOCATION_ID)) {
			String text = (this.invocationId == null) ? text() : null;
			this.invocationId = text;
			return text != null;
		}
		return false;
	}

	private boolean readArguments() {
		this.arguments = 0;
		if (take(']')) {
			return true;
		}
		do {
			if (this.arguments == MAX_ARGUMENTS || !take('"')) {
				return false;
			}
			this.bounds[2 * this.arguments] = this.position;
			int close = closingQuote();
			if (close == FAILED) {
				return false;
			}
			this.bounds[2 * this.arguments + 1] = close;
			this.position = close + 1;
			this.arguments++;
		}
		while (take(','));
		return take(']');
	}

	/** A text of the envelope, which is ASCII nearly always. */
	private @Nullable String text() {
		if (!take(':') || !take('"')) {
			return null;
		}
		int start = this.position;
		int close = closingQuote();
		if (close == FAILED || !Utf8.isWellFormed(this.bytes, start, close - start)) {
			return null;
		}
		this.position = close + 1;
		return new String(this.bytes, start, close - start, StandardCharsets.UTF_8);
	}

	/** End of a text without escapes. */
	private int closingQuote() {
		byte[] all = this.bytes;
		for (int index = this.position; index < this.end; index++) {
			int current = all[index];
			if (current == '"') {
				return index;
			}
			if (current == '\\' || (current >= 0 && current < ' ')) {
				return FAILED;
			}
		}
		return FAILED;
	}

	private boolean take(char expected) {
		if (this.position < this.end && this.bytes[this.position] == expected) {
			this.position++;
			return true;
		}
		return false;
	}

	private boolean take(byte[] expected) {
		int to = this.position + expected.length;
		if (to <= this.end && Arrays.equals(this.bytes, this.position, to, expected, 0, expected.length)) {
			this.position = to;
			return true;
		}
		return false;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
