// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import io.github.signalrelay.protocol.Payload;

/**
 * Reads one JSON object property by property, without building a tree. Anything that is
 * not strict JSON, or nested deeper than {@value #MAX_DEPTH}, is refused. What follows
 * the object is not looked at. Not thread-safe; to be closed by whoever made it.
 */
public final class JsonObjectReader implements AutoCloseable {

	/** Deepest nesting that is read, the object itself included. */
	public static final int MAX_DEPTH = 64;

	private static final String MALFORMED = "Error reading JSON.";

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private final JsonParser parser;

	private JsonObjectReader(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		requireUtf8();
		this.parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
	}

	/**
	 * Opens the object that a buffer holds. The buffer's own array is read where it has
	 * an accessible one, so it must not change before the reader and what it gave out are
	 * done with.
	 * @param text the text, from position to limit; both stay as they are
	 * @return a reader inside the object
	 * @throws JsonFormatException if the text does not start with an object
	 */
	public static JsonObjectReader open(ByteBuffer text) {
		JsonObjectReader reader = of(text);
		try {
			reader.enterObject();
			return reader;
		}
		catch (JsonFormatException ex) {
			reader.close();
			throw ex;
		}
	}

	private static JsonObjectReader of(ByteBuffer text) {
		if (text.hasArray()) {
			return new JsonObjectReader(text.array(), text.arrayOffset() + text.position(), text.remaining());
		}
		byte[] copy = new byte[text.remaining()];
		text.get(text.position(), copy);
		return new JsonObjectReader(copy, 0, copy.length);
	}

	/**
	 * Jackson guesses UTF-16 and UTF-32 from zero bytes and byte order marks; here only
	 * UTF-8 without a mark is JSON.
	 */
	private void requireUtf8() {
		for (int index = 0; index < Math.min(4, this.length); index++) {
			int current = this.bytes[this.offset + index] & 0xFF;
			if (current == 0 || (index == 0 && current == 0xEF)) {
				throw new JsonFormatException(MALFORMED);
			}
		}
		if (!Utf8.isWellFormed(this.bytes, this.offset, this.length)) {
			throw new JsonFormatException(MALFORMED);
		}
	}

	private void enterObject() {
		JsonToken token = next();
		if (token != JsonToken.START_OBJECT) {
			throw unexpectedToken(token, "Object");
		}
	}

	/**
	 * Name of the next property; its value has to be read or skipped before the next
	 * call.
	 * @return the name, or {@code null} at the end of the object
	 */
	public @Nullable String nextName() {
		return (next() == JsonToken.END_OBJECT) ? null : this.parser.currentName();
	}

	/**
	 * Reads a value that must be a string.
	 * @param property name for the error text
	 * @return the string
	 */
	public String string(String property) {
		return stringOr("Expected '" + property + "' to be of type String.");
	}

	/**
	 * Reads a value that must be a string.
	 * @param error text of the error when it is none
	 * @return the string
	 */
	public String stringOr(String error) {
		if (next() != JsonToken.VALUE_STRING) {
			throw new JsonFormatException(error);
		}
		return text();
	}

	/**
	 * Text of the string that the parser stands at.
	 * @return the string
	 */
	private String text() {
		try {
			return this.parser.getString();
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	/**
	 * Reads a value that must be a whole number of 32 bits.
	 * @param property name for the error text
	 * @return the number
	 */
	public int integer(String property) {
		long value = longInteger(property);
		if (value != (int) value) {
			throw expectedNumber(property);
		}
		return (int) value;
	}

	/**
	 * Reads a value that must be a whole number of 64 bits.
	 * @param property name for the error text
	 * @return the number
	 */
	public long longInteger(String property) {
		if (next() != JsonToken.VALUE_NUMBER_INT) {
			throw expectedNumber(property);
		}
		try {
			return this.parser.getLongValue();
		}
		catch (JacksonException ex) {
			throw expectedNumber(property);
		}
	}

	private static JsonFormatException expectedNumber(String property) {
		return new JsonFormatException("Expected '" + property + "' to be of type Number.");
	}

	/**
	 * Reads a value that must be {@code true} or {@code false}.
	 * @param property name for the error text
	 * @return the value
	 */
	public boolean bool(String property) {
		JsonToken token = next();
		if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
			throw new JsonFormatException("Expected '" + property + "' to be true or false.");
		}
		return token == JsonToken.VALUE_TRUE;
	}

	/**
	 * Enters a value that must be an object; {@link #nextName} then reads its properties
	 * up to its end.
	 * @param property name for the error text
	 */
	public void object(String property) {
		if (next() != JsonToken.START_OBJECT) {
			throw new JsonFormatException("Expected '" + property + "' to be of type Object.");
		}
	}

	/**
	 * Enters a value that must be an array.
	 * @param property name for the error text
	 */
	public void array(String property) {
		if (next() != JsonToken.START_ARRAY) {
			throw new JsonFormatException("Expected '" + property + "' to be of type Array.");
		}
	}

	/**
	 * Enters a value that must be an array, with the other of the original's two texts.
	 */
	public void requireArray() {
		JsonToken token = next();
		if (token != JsonToken.START_ARRAY) {
			throw unexpectedToken(token, "Array");
		}
	}

	/**
	 * Next element of an array of strings.
	 * @param property name for the error text
	 * @return the string, or {@code null} at the end of the array
	 */
	public @Nullable String nextString(String property) {
		JsonToken token = next();
		if (token == JsonToken.END_ARRAY) {
			return null;
		}
		if (token == JsonToken.VALUE_NULL) {
			throw new JsonFormatException("Null value for '" + property + "' is not valid.");
		}
		if (token != JsonToken.VALUE_STRING) {
			throw new JsonFormatException("Expected '" + property + "' to be of type String.");
		}
		return text();
	}

	/**
	 * Enters the next element of an array of objects.
	 * @return whether there was one; {@code false} at the end of the array
	 */
	public boolean nextObject() {
		JsonToken token = next();
		if (token == JsonToken.END_ARRAY) {
			return false;
		}
		if (token != JsonToken.START_OBJECT) {
			throw unexpectedToken(token, "Object");
		}
		return true;
	}

	/** Skips a value of any kind. */
	public void skip() {
		next();
		skipRest();
	}

	/**
	 * Skips a value that must be an array, and remembers where it stood.
	 * @param property name for the error text
	 * @return its bytes
	 */
	public JsonSlice arraySlice(String property) {
		if (next() != JsonToken.START_ARRAY) {
			throw new JsonFormatException("Expected '" + property + "' to be of type Array.");
		}
		return currentSlice();
	}

	/**
	 * Skips a value of any kind, and remembers where it stood.
	 * @return its bytes
	 */
	public JsonSlice slice() {
		next();
		return currentSlice();
	}

	private JsonSlice currentSlice() {
		int start = (int) this.parser.currentTokenLocation().getByteOffset();
		skipRest();
		int end = (int) this.parser.currentLocation().getByteOffset();
		return new JsonSlice(this.bytes, this.offset + start, end - start);
	}

	private void skipRest() {
		try {
			this.parser.skipChildren();
			// a string is only scanned once somebody asks for it
			this.parser.finishToken();
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private JsonToken next() {
		JsonToken token;
		try {
			token = this.parser.nextToken();
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
		if (token == null) {
			throw new JsonFormatException(MALFORMED);
		}
		return token;
	}

	private static JsonFormatException malformed(JacksonException ex) {
		return new JsonFormatException(MALFORMED, ex);
	}

	private static JsonFormatException unexpectedToken(JsonToken token, String expected) {
		String kind = switch (token) {
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "Number";
			case VALUE_STRING -> "String";
			case VALUE_NULL -> "Null";
			case VALUE_TRUE -> "True";
			case VALUE_FALSE -> "False";
			case START_ARRAY -> "Array";
			case START_OBJECT -> "Object";
			default -> token.name();
		};
		return new JsonFormatException("Unexpected JSON Token Type '" + kind + "'. Expected a JSON " + expected + ".");
	}

	/**
	 * Everything this reader was opened on, for error texts.
	 * @return the text, with replacement characters where it is not valid UTF-8
	 */
	public String content() {
		return new String(this.bytes, this.offset, this.length, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.parser.close();
	}

	/**
	 * Bytes of one value inside a larger text; checked to be well-formed, not copied.
	 *
	 * @param bytes array that holds the value; never to be changed
	 * @param offset first position
	 * @param length number of bytes
	 */
	@SuppressWarnings("ArrayRecordComponent") // a view that lives as long as one parse
	public record JsonSlice(byte[] bytes, int offset, int length) {

		/**
		 * A copy that outlives the text it came from.
		 * @return the bytes of the value
		 */
		public Payload toPayload() {
			return Payload.copyOf(ByteBuffer.wrap(this.bytes, this.offset, this.length));
		}

	}

}
