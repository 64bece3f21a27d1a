// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A property of {@code azure.signalr} or {@code signalr} cannot be used. Ends the start
 * with a failure analysis.
 */
public final class InvalidServicePropertyException extends RuntimeException {

	private final String property;

	private final transient @Nullable Object value;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param property name of the property
	 * @param value what it was set to, or {@code null} for a value that must not be shown
	 * @param message what is wrong
	 * @param remedy what to do
	 */
	InvalidServicePropertyException(String property, @Nullable Object value, String message, String remedy) {
		super(message);
		this.property = property;
		this.value = value;
		this.remedy = remedy;
	}

	/**
	 * Name of the property.
	 * @return the name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * What the property was set to.
	 * @return the value, or {@code null} for one that must not be shown
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * What to do.
	 * @return a sentence
	 */
	public String remedy() {
		return this.remedy;
	}

}
