// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.TypedValue;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A method of a client interface.
 *
 * @param target name on the wire
 * @param style how its result is given
 * @param resultType type of the result that the client is asked for, or {@code null} when
 * nothing is asked
 * @param argumentTypes declared types of the parameters
 */
record ClientMethod(String target, Style style, @Nullable ParameterizedTypeReference<Object> resultType,
		List<Type> argumentTypes) {

	ClientMethod {
		argumentTypes = List.copyOf(argumentTypes);
	}

	/**
	 * Arguments of a call of this method, for the hub protocols.
	 * @param values the arguments, or {@code null} for none
	 * @return the arguments with their declared types
	 */
	@Nullable Object[] typed(@Nullable Object @Nullable [] values) {
		@Nullable Object[] typed = new Object[this.argumentTypes.size()];
		for (int index = 0; values != null && index < typed.length; index++) {
			typed[index] = TypedValue.of(values[index], this.argumentTypes.get(index));
		}
		return typed;
	}

	/** How a method gives its result. */
	enum Style {

		/** At once: nothing, or what it has waited for. */
		DIRECT,

		/** By a {@link java.util.concurrent.CompletionStage}. */
		STAGE,

		/** By a {@code Mono}. */
		MONO

	}

}
