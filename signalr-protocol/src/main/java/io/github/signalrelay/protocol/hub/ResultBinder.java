// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Expects a result, if anything.
 *
 * @param type type of results, or {@code null} when nothing waits for any
 */
record ResultBinder(@Nullable Type type) implements InvocationBinder {

	@Override
	public @Nullable List<Type> parameterTypes(String target) {
		return null;
	}

	@Override
	public @Nullable Type resultType(String invocationId) {
		return this.type;
	}

	@Override
	public @Nullable Type streamItemType(String streamId) {
		return null;
	}

}
