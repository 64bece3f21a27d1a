// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.io.Serial;

/**
 * A hub or its client interface is not written as it must be. Stops the application's
 * start.
 */
public class HubDefinitionException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Class<?> type;

	private final String action;

	/**
	 * Creates an exception.
	 * @param type the hub or client interface
	 * @param message what is wrong
	 * @param action what to do about it
	 */
	public HubDefinitionException(Class<?> type, String message, String action) {
		super(message);
		this.type = type;
		this.action = action;
	}

	/**
	 * The class that is wrong.
	 * @return the hub or client interface
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * What to do about it.
	 * @return a sentence for the developer
	 */
	public String action() {
		return this.action;
	}

}
