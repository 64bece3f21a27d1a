// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Payload settings of a server that sets none: those of the original (hub protocol
 * reference, section 4, "Default payload settings").
 */
final class JsonDefaults {

	/** Above this a whole {@code double} may not be what it looks like. */
	private static final double MAX_EXACT = 1L << 53;

	private JsonDefaults() {
	}

	static JsonMapper mapper() {
		return JsonMapper.builder()
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
			.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.enable(EnumFeature.WRITE_ENUMS_USING_INDEX)
			.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
			.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
			.addModule(new SimpleModule("SignalR number format").addSerializer(Double.class, new WholeDoubles())
				.addSerializer(double.class, new WholeDoubles())
				.addSerializer(Float.class, new WholeFloats())
				.addSerializer(float.class, new WholeFloats()))
			.build();
	}

	private static boolean isWhole(double value) {
		return value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
	}

	/** Writes a whole number without a fraction. */
	private static final class WholeDoubles extends ValueSerializer<Double> {

		@Override
		public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
			if (isWhole(value)) {
				generator.writeNumber(value.longValue());
			}
			else {
				generator.writeNumber(value);
			}
		}

	}

	/** Writes a whole number without a fraction. */
	private static final class WholeFloats extends ValueSerializer<Float> {

		@Override
		public void serialize(Float value, JsonGenerator generator, SerializationContext context) {
			if (isWhole(value)) {
				generator.writeNumber(value.longValue());
			}
			else {
				generator.writeNumber(value);
			}
		}

	}

}
