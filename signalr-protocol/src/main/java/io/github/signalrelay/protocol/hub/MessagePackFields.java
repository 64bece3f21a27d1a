// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;

/**
 * Fields of one message in order. What is wrong with them ends in a
 * {@link HubProtocolException} with the text of the original (hub protocol reference,
 * section 6). Used by one thread, for one message.
 */
final class MessagePackFields {

	private final MessagePackReader reader;

	MessagePackFields(MessagePackReader reader) {
		this.reader = reader;
	}

	int arrayLength(String field) {
		return read(MessagePackReader::readArrayHeader, "Reading array length for '", field, "' failed.");
	}

	int int32(String field) {
		return read(MessagePackReader::readInt, "Reading '", field, "' as Int32 failed.");
	}

	long int64(String field) {
		return read(MessagePackReader::readLong, "Reading '", field, "' as Int64 failed.");
	}

	boolean bool(String field) {
		return read(MessagePackReader::readBoolean, "Reading '", field, "' as Boolean failed.");
	}

	@Nullable String string(String field) {
		try {
			return this.reader.readStringOrNil();
		}
		catch (MessagePackFormatException ex) {
			throw new HubProtocolException("Reading '" + field + "' as String failed.", ex);
		}
	}

	/** A text that is neither nil nor empty. */
	String requiredString(String field, String description) {
		String text = string(field);
		if (text == null || text.isEmpty()) {
			throw new HubProtocolException("Null or empty " + description + ".");
		}
		return text;
	}

	/** Of a repeated name the last one counts. */
	Map<String, String> headers() {
		int size = read(MessagePackReader::readMapHeader, "Reading map length for '", "headers", "' failed.");
		if (size == 0) {
			return Map.of();
		}
		Map<String, String> headers = new LinkedHashMap<>();
		for (int index = 0; index < size; index++) {
			String key = requiredString("headers[" + index + "].Key", "key in header");
			headers.put(key, requiredString("headers[" + index + "].Value", "value in header"));
		}
		return headers;
	}

	List<String> streamIds() {
		int size = arrayLength("streamIds");
		List<String> ids = new ArrayList<>(size);
		for (int index = 0; index < size; index++) {
			ids.add(requiredString("streamIds", "value in streamIds received"));
		}
		return ids;
	}

	void skip() {
		try {
			this.reader.skipValue();
		}
		catch (MessagePackFormatException ex) {
			throw new HubProtocolException("Skipping a value failed.", ex);
		}
	}

	MessagePackReader reader() {
		return this.reader;
	}

	/** The text is in parts so that it is put together only when it is needed. */
	private <T> T read(Function<MessagePackReader, T> read, String before, String field, String after) {
		try {
			return read.apply(this.reader);
		}
		catch (MessagePackFormatException ex) {
			throw new HubProtocolException(before + field + after, ex);
		}
	}

}
