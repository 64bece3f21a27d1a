// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.io.Serial;

/**
 * There is no place for one more client connection. The message may be shown to the
 * client.
 */
public final class TooManyConnectionsException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private TooManyConnectionsException(String message) {
		super(message, null, false, false);
	}

	static TooManyConnectionsException ofAll() {
		return new TooManyConnectionsException("Too many connections.");
	}

	static TooManyConnectionsException ofUser() {
		return new TooManyConnectionsException("Too many connections of this user.");
	}

}
