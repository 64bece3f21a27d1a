// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * A result, item or argument with the type that it was declared with, which may say more
 * than the value does: the type of its elements, for example. Understood by the hub
 * protocols in the place of the value itself.
 *
 * @param value the value
 * @param type declared type of the value
 */
public record TypedValue(Object value, Type type) {

	/**
	 * A value with its declared type, where that can say more than the value.
	 * @param value the value
	 * @param type its declared type
	 * @return the value itself if it is {@code null} or the type has no type arguments
	 */
	public static @Nullable Object of(@Nullable Object value, Type type) {
		return (value == null || type instanceof Class<?>) ? value : new TypedValue(value, type);
	}

}
