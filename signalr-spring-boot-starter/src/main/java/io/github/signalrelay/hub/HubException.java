// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * An error whose message the client may see. Other exceptions are hidden from clients
 * unless {@link HubOptions#enableDetailedErrors()} is set.
 */
public class HubException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message text for the client
	 */
	public HubException(@Nullable String message) {
		super(message);
	}

	/**
	 * Creates an exception.
	 * @param message text for the client
	 * @param cause what the client does not see
	 */
	public HubException(@Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
