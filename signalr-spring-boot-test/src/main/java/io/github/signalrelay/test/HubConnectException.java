// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.io.Serial;

/**
 * A test client was not let in, by negotiate, by the relay, or in the handshake. The
 * message says where and why.
 */
public class HubConnectException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message where and why
	 */
	public HubConnectException(String message) {
		super(message);
	}

}
