// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chooses how a value is written: by its own class, or by its declared type where that
 * knows more, as Spring MVC does. Declared types count for containers, {@code Optional}
 * and generic classes, since values do not know what they hold; for others they would
 * hide what subclasses add. Types are those of methods, so there are few. Thread-safe.
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
		Typed typed = this.byType.computeIfAbsent(value.type(), this::typed);
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
			if (this.type.isContainerType() || this.type.isTypeOrSubTypeOf(Optional.class)) {
				return this.type.getRawClass().isInstance(value);
			}
			return this.type.hasGenericTypes() && this.type.getRawClass() == value.getClass();
		}

	}

}
