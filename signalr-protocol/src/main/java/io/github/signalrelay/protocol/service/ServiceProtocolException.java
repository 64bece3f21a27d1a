// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.io.Serial;

/**
 * Bytes of a peer after which the borders of its messages are lost, or a message over the
 * limit. The connection must be closed.
 */
public class ServiceProtocolException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Tells what was wrong.
	 * @param message text for the log; names sizes, never content
	 */
	public ServiceProtocolException(String message) {
		super(message);
	}

}
