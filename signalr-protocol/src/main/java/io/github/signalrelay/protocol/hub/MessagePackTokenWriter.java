// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

import io.github.signalrelay.protocol.messagepack.MessagePackTimestamp;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Writes the tokens of one value as MessagePack. Containers need their sizes in front, so
 * the tokens are counted first.
 */
final class MessagePackTokenWriter {

	/** Scale up to which decimals are written without an exponent. */
	private static final int MAX_PLAIN_SCALE = 100;

	private final MessagePackWriter writer;

	private final ContainerSizes sizes;

	MessagePackTokenWriter(MessagePackWriter writer, ContainerSizes sizes) {
		this.writer = writer;
		this.sizes = sizes;
	}

	/**
	 * Writes the value that a buffer holds.
	 * @param tokens the buffer
	 * @param writer where to
	 * @throws IllegalArgumentException if MessagePack has no form for a part of it
	 */
	static void write(TokenBuffer tokens, MessagePackWriter writer) {
		ContainerSizes sizes = ContainerSizes.of(tokens);
		MessagePackTokenWriter tokenWriter = new MessagePackTokenWriter(writer, sizes);
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				tokenWriter.write(token, parser);
			}
		}
	}

	private void write(JsonToken token, JsonParser parser) {
		switch (token) {
			case START_ARRAY -> this.writer.writeArrayHeader(this.sizes.next());
			case START_OBJECT -> this.writer.writeMapHeader(this.sizes.next());
			case PROPERTY_NAME -> this.writer.writeString(parser.currentName());
			case VALUE_STRING -> this.writer.writeString(parser.getString());
			case VALUE_TRUE -> this.writer.writeBoolean(true);
			case VALUE_FALSE -> this.writer.writeBoolean(false);
			case VALUE_NULL -> this.writer.writeNil();
			case VALUE_NUMBER_INT -> writeInteger(parser);
			case VALUE_NUMBER_FLOAT -> writeFloat(parser);
			case VALUE_EMBEDDED_OBJECT -> writeEmbedded(parser.getEmbeddedObject());
			case END_ARRAY, END_OBJECT, NOT_AVAILABLE -> {
			}
		}
	}

	private void writeInteger(JsonParser parser) {
		if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
			writeBigInteger(parser.getBigIntegerValue());
		}
		else {
			this.writer.writeInt(parser.getLongValue());
		}
	}

	/** What is too large for MessagePack is text, so that nothing is lost. */
	private void writeBigInteger(BigInteger value) {
		boolean fits = value.bitLength() < Long.SIZE || (value.signum() > 0 && value.bitLength() == Long.SIZE);
		if (fits) {
			this.writer.writeBigInteger(value);
		}
		else {
			this.writer.writeString(value.toString());
		}
	}

	/**
	 * Decimals are text, as the serializer of the original writes them: MessagePack has
	 * binary fractions only.
	 */
	private void writeDecimal(BigDecimal value) {
		boolean plain = Math.abs((long) value.scale()) <= MAX_PLAIN_SCALE;
		this.writer.writeString(plain ? value.toPlainString() : value.toString());
	}

	private void writeFloat(JsonParser parser) {
		if (parser.getNumberType() == JsonParser.NumberType.BIG_DECIMAL) {
			writeDecimal(parser.getDecimalValue());
		}
		else if (parser.getNumberType() == JsonParser.NumberType.FLOAT) {
			this.writer.writeFloat(parser.getFloatValue());
		}
		else {
			this.writer.writeDouble(parser.getDoubleValue());
		}
	}

	private void writeEmbedded(Object value) {
		if (value instanceof byte[] bytes) {
			this.writer.writeBinaryHeader(bytes.length);
			this.writer.writeRaw(bytes, 0, bytes.length);
		}
		else if (value instanceof Instant time) {
			MessagePackTimestamp.write(time, this.writer);
		}
		else {
			throw new IllegalArgumentException("MessagePack has no form for " + value.getClass().getName());
		}
	}

}
