// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

import java.io.Serial;

/**
 * Bytes that are not the MessagePack that was expected. The text names formats and
 * positions, never content. Has no stack trace: a peer decides how often it is thrown.
 */
public class MessagePackFormatException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Tells what was wrong.
	 * @param message what was expected, what was found, and where
	 */
	public MessagePackFormatException(String message) {
		super(message, null, false, false);
	}

}
