// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Finds what goes over the wire in what a method declares: the items of a stream, the
 * value that is promised.
 */
final class SentValues {

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private static final int MAX_DEPTH = 8;

	private SentValues() {
	}

	static ResolvableType of(ResolvableType declared) {
		ResolvableType type = declared;
		for (int depth = 0; depth < MAX_DEPTH; depth++) {
			Class<?> carrier = carrier(type.toClass());
			if (carrier == null) {
				return type;
			}
			type = type.as(carrier).getGeneric(0);
		}
		return type;
	}

	/**
	 * The type whose first type argument is carried.
	 * @param type a declared type
	 * @return the type or a supertype of it, or {@code null} for a plain value
	 */
	private static @Nullable Class<?> carrier(Class<?> type) {
		if (type == Object.class) {
			return null;
		}
		if (CompletionStage.class.isAssignableFrom(type)) {
			return CompletionStage.class;
		}
		if (BaseStream.class.isAssignableFrom(type)) {
			return BaseStream.class;
		}
		if (Iterator.class.isAssignableFrom(type)) {
			return Iterator.class;
		}
		boolean reactive = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
		return (reactive || type.getName().equals(CONTINUATION)) ? type : null;
	}

}
