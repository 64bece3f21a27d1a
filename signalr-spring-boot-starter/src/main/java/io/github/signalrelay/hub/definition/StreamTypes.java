// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Which declared types are streams. A collection is none, and no {@link Iterable} either:
 * it is sent as one value (hub protocol reference, section 9).
 */
final class StreamTypes {

	private StreamTypes() {
	}

	/**
	 * Whether items are iterated over, which may block.
	 * @param type declared type
	 * @return {@code true} for streams of the JDK and iterators
	 */
	static boolean isIterated(Class<?> type) {
		return BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type);
	}

	/**
	 * Whether items are published.
	 * @param type declared type
	 * @return {@code true} for publishers of any number of items
	 */
	static boolean isPublished(Class<?> type) {
		ReactiveAdapter adapter = adapter(type);
		return adapter != null && adapter.isMultiValue();
	}

	static boolean isStream(Class<?> type) {
		return isIterated(type) || isPublished(type);
	}

	static @Nullable ReactiveAdapter adapter(Class<?> type) {
		return (type == Object.class) ? null : ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
	}

	/**
	 * How a method gets an upload stream.
	 * @param type declared type of the parameter
	 * @return makes the argument, or {@code null} when the type cannot take a stream
	 */
	static @Nullable Function<Flux<Object>, Object> upload(Class<?> type) {
		if (type == Flux.class || type == Publisher.class) {
			return (items) -> items;
		}
		if (type == Stream.class) {
			return (items) -> items.toStream(1);
		}
		if (type == Iterator.class) {
			return (items) -> items.toIterable(1).iterator();
		}
		ReactiveAdapter adapter = adapter(type);
		return (adapter != null && adapter.isMultiValue()) ? adapter::fromPublisher : null;
	}

	/**
	 * Type of the items.
	 * @param stream resolved type of the stream
	 * @return the type, {@code Object} when it is not declared
	 */
	static Type itemType(Type stream) {
		if (!(stream instanceof ParameterizedType parameterized)) {
			return Object.class;
		}
		Type item = parameterized.getActualTypeArguments()[0];
		return (item instanceof WildcardType wildcard) ? wildcard.getUpperBounds()[0] : item;
	}

}
