// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.signalrelay.protocol.hub.RawResult;

/**
 * A value that a test client received: a result, an argument or an item of a stream, as
 * it came over the hub protocol. It becomes a Java object when it is asked for, by the
 * application's own JSON mapper. Immutable.
 */
public final class ReceivedValue {

	private final ClientCodec codec;

	private final @Nullable RawResult raw;

	ReceivedValue(ClientCodec codec, @Nullable Object raw) {
		this.codec = codec;
		this.raw = (raw instanceof RawResult value) ? value : null;
	}

	/**
	 * The value as an object of a class.
	 * @param type the class
	 * @param <T> the class
	 * @return the object, {@code null} for the null of the hub protocol and for the
	 * result of a method that has none
	 * @throws IllegalArgumentException if the value does not fit
	 */
	public <T> @Nullable T as(Class<T> type) {
		return convert(type);
	}

	/**
	 * The value as an object of a generic type.
	 * @param type the type
	 * @param <T> the type
	 * @return the object, or {@code null} as for {@link #as(Class)}
	 * @throws IllegalArgumentException if the value does not fit
	 */
	public <T> @Nullable T as(ParameterizedTypeReference<T> type) {
		return convert(type.getType());
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" }) // the mapper made
																		// it
																		// of this type
	private <T> @Nullable T convert(Type type) {
		return (this.raw != null) ? (T) this.codec.convert(this.raw, type) : null;
	}

	/** The value's JSON, or what it would be. */
	@Override
	public String toString() {
		return (this.raw != null) ? this.codec.describe(this.raw) : "null";
	}

}
