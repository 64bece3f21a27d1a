// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Gives the same types for every target, invocation and stream.
 *
 * @param types parameter types, or {@code null} for an unknown target
 * @param valueType type of results and stream items, or {@code null} for unknown ids
 */
record FixedBinder(@Nullable List<Type> types, @Nullable Type valueType) implements InvocationBinder {

	/** A hub that takes anything of one argument. */
	static final FixedBinder ANY = new FixedBinder(List.of(Object.class), Object.class);

	@Override
	public @Nullable List<Type> parameterTypes(String target) {
		return this.types;
	}

	@Override
	public @Nullable Type resultType(String invocationId) {
		return this.valueType;
	}

	@Override
	public @Nullable Type streamItemType(String streamId) {
		return this.valueType;
	}

}
