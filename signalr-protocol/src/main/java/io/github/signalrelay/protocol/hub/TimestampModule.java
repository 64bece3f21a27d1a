// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Lets points in time pass through an application's mapper as they are, so that
 * MessagePack can write them as timestamps. A property whose format the application has
 * chosen itself keeps it.
 */
final class TimestampModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	TimestampModule() {
		super("SignalR MessagePack timestamps");
		setSerializerModifier(new Serializers());
		setDeserializerModifier(new Deserializers());
	}

	private static boolean isPointInTime(Class<?> type) {
		return type == Instant.class || type == OffsetDateTime.class || type == ZonedDateTime.class
				|| type == Date.class;
	}

	private static final class Serializers extends ValueSerializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier bean,
				ValueSerializer<?> serializer) {
			return isPointInTime(bean.getBeanClass()) ? new TimestampSerializer(bean.getBeanClass(), serializer)
					: serializer;
		}

	}

	private static final class Deserializers extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier bean,
				ValueDeserializer<?> deserializer) {
			return (bean.getBeanClass() == OffsetDateTime.class) ? new OffsetDeserializer(deserializer) : deserializer;
		}

	}

	private static final class TimestampSerializer extends StdSerializer<Object> {

		private final ValueSerializer<Object> original;

		@SuppressWarnings("unchecked")
		TimestampSerializer(Class<?> type, ValueSerializer<?> original) {
			super((Class<Object>) type);
			this.original = (ValueSerializer<Object>) original;
		}

		@Override
		public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
			JsonFormat.Value format = findFormatOverrides(context, property, handledType());
			if (format != null && (format.hasPattern() || format.hasShape())) {
				return context.handleSecondaryContextualization(this.original, property);
			}
			return this;
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			generator.writeEmbeddedObject(toInstant(value));
		}

		@Override
		public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
				TypeSerializer typeSerializer) {
			this.original.serializeWithType(value, generator, context, typeSerializer);
		}

		@SuppressWarnings("JavaUtilDate")
		private static Instant toInstant(Object value) {
			if (value instanceof OffsetDateTime time) {
				return time.toInstant();
			}
			if (value instanceof ZonedDateTime time) {
				return time.toInstant();
			}
			return (value instanceof Date date) ? Instant.ofEpochMilli(date.getTime()) : (Instant) value;
		}

	}

	/**
	 * Reads what a .NET client sends for a {@code DateTimeOffset} too: local clock time,
	 * as if it were UTC, and the offset in minutes.
	 */
	private static final class OffsetDeserializer extends DelegatingDeserializer {

		OffsetDeserializer(ValueDeserializer<?> original) {
			super(original);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> original) {
			return new OffsetDeserializer(original);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (!parser.isExpectedStartArrayToken()) {
				return super.deserialize(parser, context);
			}
			parser.nextToken();
			LocalDateTime local = LocalDateTime.ofInstant(context.readValue(parser, Instant.class), ZoneOffset.UTC);
			parser.nextToken();
			int minutes = parser.getIntValue();
			if (Math.abs(minutes) > 18 * 60 || parser.nextToken() != JsonToken.END_ARRAY) {
				return context.handleUnexpectedToken(OffsetDateTime.class, parser);
			}
			return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(60 * minutes));
		}

	}

}
