// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.io.Serial;

/**
 * The hub answered a test client with an error. The message is the text that any client
 * would see, so secrets of other exceptions are not in it.
 */
public class HubInvocationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message text that the client received
	 */
	public HubInvocationException(String message) {
		super(message);
	}

}
