// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.json.JsonObjectReader.JsonSlice;

/**
 * Arguments, items and results: the part of a message that is the application's, bound by
 * the application's own mapper. Readers per type are kept; the types are those of hub
 * methods, so there are few. Thread-safe.
 */
final class JsonValues {

	private final JsonMapper mapper;

	private final ValueWriters writers;

	private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

	JsonValues(JsonMapper mapper) {
		this.mapper = mapper;
		this.writers = new ValueWriters(mapper,
				mapper.writer()
					.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE, SerializationFeature.INDENT_OUTPUT,
							SerializationFeature.CLOSE_CLOSEABLE));
	}

	/**
	 * Reads one value.
	 * @param value the value's text, known to be well-formed
	 * @param type its type
	 * @return the value
	 * @throws RuntimeException if it does not fit the type, by whatever the mapper and
	 * the application's classes throw
	 */
	@Nullable Object read(JsonSlice value, Type type) {
		if (type == RawResult.class) {
			return new RawResult(value.toPayload());
		}
		return reader(type).readValue(value.bytes(), value.offset(), value.length());
	}

	/**
	 * Reads the arguments of a method.
	 * @param array the text of the array, known to be well-formed
	 * @param types types of the parameters
	 * @return as many values
	 * @throws HubProtocolException if their number or one of them does not fit
	 */
	List<@Nullable Object> readArguments(JsonSlice array, List<Type> types) {
		List<@Nullable Object> arguments = new ArrayList<>(types.size());
		int provided = 0;
		try (JsonParser parser = this.mapper.createParser(array.bytes(), array.offset(), array.length())) {
			parser.nextToken();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (provided < types.size()) {
					arguments.add(readArgument(parser, array, types.get(provided)));
				}
				else {
					parser.skipChildren();
				}
				provided++;
			}
		}
		catch (RuntimeException ex) {
			throw BindingErrors.arguments(ex);
		}
		if (provided != types.size()) {
			throw BindingErrors.argumentCount(provided, types.size());
		}
		return arguments;
	}

	private @Nullable Object readArgument(JsonParser parser, JsonSlice array, Type type) {
		if (type != RawResult.class) {
			return reader(type).readValue(parser);
		}
		int start = (int) parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		parser.finishToken();
		int end = (int) parser.currentLocation().getByteOffset();
		return new RawResult(new JsonSlice(array.bytes(), array.offset() + start, end - start).toPayload());
	}

	private ObjectReader reader(Type type) {
		ObjectReader known = this.readers.get(type);
		return (known != null) ? known : newReader(type);
	}

	private ObjectReader newReader(Type type) {
		return this.readers.computeIfAbsent(type, (key) -> this.mapper.readerFor(this.mapper.constructType(key))
			.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
	}

	/**
	 * Writes one value where the generator stands.
	 * @param generator the generator
	 * @param value the value
	 */
	void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof RawResult raw) {
			generator.writeRawValue(raw.encoded().toUtf8String());
		}
		else if (value instanceof TypedValue typed) {
			this.writers.of(typed).writeValue(generator, typed.value());
		}
		else {
			this.writers.untyped().writeValue(generator, value);
		}
	}

	JsonMapper mapper() {
		return this.mapper;
	}

}
