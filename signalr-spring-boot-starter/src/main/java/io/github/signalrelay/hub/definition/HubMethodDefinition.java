// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.binding.ArgumentSource;
import io.github.signalrelay.protocol.hub.TypedValue;

/**
 * A method or callback of a hub.
 *
 * @param name name that clients use
 * @param method the method, of the hub's class
 * @param sources where each parameter comes from; {@code null} for the next argument of
 * the client
 * @param argumentTypes types of the client's arguments, in order
 * @param uploadTypes types of the items of each upload stream, in order
 * @param returnStyle what the method returns
 * @param streaming whether what it returns, at once or later, is a stream of items
 * @param valueType declared type of the result, or of the items of the stream;
 * {@code Object} when nothing is known of it
 */
public record HubMethodDefinition(String name, Method method, List<@Nullable ArgumentSource> sources,
		List<Type> argumentTypes, List<Type> uploadTypes, ReturnStyle returnStyle, boolean streaming, Type valueType) {

	public HubMethodDefinition {
		sources = Collections.unmodifiableList(new ArrayList<>(sources));
		argumentTypes = List.copyOf(argumentTypes);
		uploadTypes = List.copyOf(uploadTypes);
	}

	/**
	 * Whether this is a suspending function of Kotlin.
	 * @return {@code true} if so
	 */
	public boolean isSuspending() {
		return KotlinMethods.isSuspending(this.method);
	}

	/**
	 * A result or item of this method, for the hub protocols.
	 * @param value the value
	 * @return the value with its declared type
	 */
	public @Nullable Object typed(@Nullable Object value) {
		return TypedValue.of(value, this.valueType);
	}

}
