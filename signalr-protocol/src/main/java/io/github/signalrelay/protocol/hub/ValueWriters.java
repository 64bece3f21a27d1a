// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chooses how a value is written: by its own class, or by its declared type where that
 * knows more, as Spring MVC does. Declared types count for containers, {@code Optional}
 * and generic classes, since values do not know what they hold; for others they would
 * hide what subclasses add. A container that holds something else, such as one that a
 * filter has put in the place of a result, is written by its own class. Types are those
 * of methods, so there are few. Thread-safe.
 */
final class ValueWriters {

	private final JsonMapper mapper;

	private final ObjectWriter untyped;

	private final Map<Type, Typed> byType = new ConcurrentHashMap<>();

	ValueWriters(JsonMapper mapper, ObjectWriter untyped) {
		this.mapper = mapper;
		this.untyped = untyped;
	}

	ObjectWriter untyped() {
		return this.untyped;
	}

	ObjectWriter of(TypedValue value) {
		Typed known = this.byType.get(value.type());
		Typed typed = (known != null) ? known : this.byType.computeIfAbsent(value.type(), this::typed);
		return typed.fits(value.value()) ? typed.writer() : this.untyped;
	}

	private Typed typed(Type type) {
		JavaType javaType = this.mapper.constructType(type);
		return new Typed(javaType, this.untyped.forType(javaType));
	}

	/**
	 * A declared type.
	 *
	 * @param type the type
	 * @param writer writes values as this type
	 */
	private record Typed(JavaType type, ObjectWriter writer) {

		boolean fits(Object value) {
			return holds(this.type) ? fits(this.type, value)
					: this.type.hasGenericTypes() && this.type.getRawClass() == value.getClass();
		}

		private static boolean holds(JavaType type) {
			return type.isContainerType() || type.isTypeOrSubTypeOf(Optional.class);
		}

		private static boolean fits(@Nullable JavaType type, @Nullable Object value) {
			if (type == null || value == null || type.isJavaLangObject()) {
				return true;
			}
			return type.getRawClass().isInstance(value) && contentFits(type, value);
		}

		private static boolean contentFits(JavaType type, Object value) {
			if (value instanceof Collection<?> collection) {
				return allFit(type.getContentType(), collection);
			}
			if (value instanceof Map<?, ?> map) {
				return allFit(type.getKeyType(), map.keySet()) && allFit(type.getContentType(), map.values());
			}
			return !(value instanceof Optional<?> optional) || fits(type.containedType(0), optional.orElse(null));
		}

		private static boolean allFit(@Nullable JavaType type, Collection<?> values) {
			return type == null || type.isJavaLangObject() || values.stream().allMatch((value) -> fits(type, value));
		}

	}

}
