// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

/**
 * A client announced messages that cannot be the next ones: some before them are missing.
 * Its connection has to be closed.
 */
public final class SequenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SequenceException() {
		super("Sequence ID greater than amount of messages we've received.");
	}

}
