// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.io.Serial;

/**
 * A connection string that cannot be used. The message tells why, without the access key.
 */
public class ConnectionStringException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	public ConnectionStringException(String message) {
		super(message);
	}

}
