// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

/**
 * A property of {@code signalr.relay} cannot be used. Ends the start with a failure
 * analysis.
 */
public final class InvalidRelayPropertyException extends RuntimeException {

	private final String description;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param property name of the property
	 * @param value what it was set to; must not be a secret
	 * @param problem what is wrong
	 * @param remedy what to do
	 */
	public InvalidRelayPropertyException(String property, Object value, String problem, String remedy) {
		this("Property '" + property + "' is '" + value + "'. " + problem, remedy);
	}

	InvalidRelayPropertyException(String description, String remedy) {
		super(description);
		this.description = description;
		this.remedy = remedy;
	}

	String description() {
		return this.description;
	}

	String remedy() {
		return this.remedy;
	}

}
