// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.TokenBuffer;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Arguments, items and results: the part of a message that is the application's, bound by
 * the application's own mapper. Jackson 3 has no MessagePack format, so values pass
 * through a buffer of tokens. Thread-safe.
 */
final class MessagePackValues {

	private final JsonMapper mapper;

	private final ValueWriters writers;

	private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

	MessagePackValues(JsonMapper mapper) {
		this.mapper = mapper.rebuild().addModule(new TimestampModule()).build();
		this.writers = new ValueWriters(this.mapper, this.mapper.writer()
			.without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE, SerializationFeature.CLOSE_CLOSEABLE));
	}

	/** Settings of a server that sets none. */
	static JsonMapper defaultMapper() {
		return JsonMapper.builder()
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
			.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
			.withCoercionConfig(BigDecimal.class,
					(config) -> config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
			.withCoercionConfig(BigInteger.class,
					(config) -> config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
			.build();
	}

	/**
	 * Reads one value.
	 * @throws RuntimeException if it does not fit the type, by whatever the mapper and
	 * the application's classes throw
	 */
	@Nullable Object read(MessagePackReader reader, byte[] bytes, Type type) {
		if (type == RawResult.class) {
			int start = reader.position();
			reader.skipValue();
			return new RawResult(Payload.wrap(Arrays.copyOfRange(bytes, start, reader.position())));
		}
		try (TokenBuffer tokens = newTokens()) {
			new MessagePackTokenReader(reader, tokens).readValue();
			try (JsonParser parser = tokens.asParser(this.mapper._deserializationContext())) {
				return reader(type).readValue(parser);
			}
		}
	}

	/**
	 * Reads the arguments of a method.
	 * @throws HubProtocolException if their number or one of them does not fit
	 */
	List<@Nullable Object> readArguments(MessagePackReader reader, byte[] bytes, int provided, List<Type> types) {
		if (provided != types.size()) {
			throw BindingErrors.argumentCount(provided, types.size());
		}
		List<@Nullable Object> arguments = new ArrayList<>(provided);
		try {
			for (Type type : types) {
				arguments.add(read(reader, bytes, type));
			}
		}
		catch (RuntimeException ex) {
			throw BindingErrors.arguments(ex);
		}
		return arguments;
	}

	private ObjectReader reader(Type type) {
		return this.readers.computeIfAbsent(type, (key) -> this.mapper.readerFor(this.mapper.constructType(key)));
	}

	/**
	 * Writes one value.
	 * @throws HubProtocolException if it cannot be written
	 */
	void write(@Nullable Object value, MessagePackWriter target) {
		if (value == null) {
			target.writeNil();
		}
		else if (value instanceof RawResult raw) {
			raw.encoded().writeTo(target::writeRaw);
		}
		else if (value instanceof TypedValue typed) {
			writeTokens(typed.value(), this.writers.of(typed), target);
		}
		else {
			writeTokens(value, this.writers.untyped(), target);
		}
	}

	private void writeTokens(Object value, ObjectWriter writer, MessagePackWriter target) {
		try (TokenBuffer tokens = newTokens()) {
			writer.writeValue(tokens, value);
			MessagePackTokenWriter.write(tokens, target);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new HubProtocolException(
					"A value of type " + value.getClass().getName() + " cannot be written as MessagePack.", ex);
		}
	}

	private TokenBuffer newTokens() {
		return new TokenBuffer(this.mapper._serializationContext(), false);
	}

}
