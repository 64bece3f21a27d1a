// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.math.BigInteger;
import java.util.Base64;

import org.msgpack.core.MessageFormat;
import tools.jackson.core.JsonGenerator;

import io.github.signalrelay.protocol.messagepack.MessagePackExtension;
import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;
import io.github.signalrelay.protocol.messagepack.MessagePackTimestamp;

/**
 * Turns a MessagePack value into the tokens that a mapper reads.
 * <p>
 * A binary becomes an embedded {@code byte[]}. A timestamp becomes its ISO 8601 text,
 * which the mapper reads into whatever type of date the application has. Keys that are
 * not texts become texts, since Jackson's maps read their keys from those. The tokens
 * take space in proportion to the bytes that were read.
 */
final class MessagePackTokenReader {

	private final MessagePackReader reader;

	private final JsonGenerator tokens;

	MessagePackTokenReader(MessagePackReader reader, JsonGenerator tokens) {
		this.reader = reader;
		this.tokens = tokens;
	}

	/** Moves one value. */
	void readValue() {
		readValue(0);
	}

	private void readValue(int depth) {
		switch (this.reader.nextFormat().getValueType()) {
			case NIL -> {
				this.reader.readNil();
				this.tokens.writeNull();
			}
			case BOOLEAN -> this.tokens.writeBoolean(this.reader.readBoolean());
			case INTEGER -> readInteger();
			case FLOAT -> readFloat();
			case STRING -> this.tokens.writeString(this.reader.readString());
			case BINARY -> this.tokens.writeEmbeddedObject(this.reader.readBinary().toByteArray());
			case ARRAY -> readArray(depth + 1);
			case MAP -> readMap(depth + 1);
			case EXTENSION -> this.tokens.writeString(readTimestamp());
		}
	}

	/** As Jackson does it: the smallest Java type that holds the value. */
	private void readInteger() {
		if (this.reader.nextFormat() == MessageFormat.UINT64) {
			BigInteger value = this.reader.readBigInteger();
			if (value.bitLength() >= Long.SIZE) {
				this.tokens.writeNumber(value);
			}
			else {
				writeInteger(value.longValue());
			}
		}
		else {
			writeInteger(this.reader.readLong());
		}
	}

	private void writeInteger(long value) {
		if (value == (int) value) {
			this.tokens.writeNumber((int) value);
		}
		else {
			this.tokens.writeNumber(value);
		}
	}

	private void readFloat() {
		switch (this.reader.nextFormat()) {
			case FLOAT32 -> this.tokens.writeNumber(this.reader.readFloat());
			default -> this.tokens.writeNumber(this.reader.readDouble());
		}
	}

	private String readTimestamp() {
		MessagePackExtension extension = this.reader.readExtension();
		return MessagePackTimestamp.read(extension).toString();
	}

	private void readArray(int depth) {
		checkDepth(depth);
		int size = this.reader.readArrayHeader();
		this.tokens.writeStartArray();
		for (int index = 0; index < size; index++) {
			readValue(depth);
		}
		this.tokens.writeEndArray();
	}

	private void readMap(int depth) {
		checkDepth(depth);
		int size = this.reader.readMapHeader();
		this.tokens.writeStartObject();
		for (int index = 0; index < size; index++) {
			this.tokens.writeName(readKey());
			readValue(depth);
		}
		this.tokens.writeEndObject();
	}

	private String readKey() {
		return switch (this.reader.nextFormat().getValueType()) {
			case STRING -> this.reader.readString();
			case INTEGER -> this.reader.readBigInteger().toString();
			case FLOAT -> Double.toString(this.reader.readDouble());
			case BOOLEAN -> Boolean.toString(this.reader.readBoolean());
			case BINARY -> Base64.getEncoder().encodeToString(this.reader.readBinary().toByteArray());
			case EXTENSION -> readTimestamp();
			case NIL, ARRAY, MAP -> throw new MessagePackFormatException("map key of an unsupported type");
		};
	}

	private static void checkDepth(int depth) {
		if (depth > MessagePackReader.MAX_DEPTH) {
			throw new MessagePackFormatException("nested deeper than " + MessagePackReader.MAX_DEPTH);
		}
	}

}
