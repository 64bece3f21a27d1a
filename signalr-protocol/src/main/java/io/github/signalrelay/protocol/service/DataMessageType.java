// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * Kind of hub message inside a {@link ConnectionData}, as far as its sender knows.
 */
public enum DataMessageType {

	/** Not told, or several kinds. */
	UNKNOWN(0),

	/** Handshake request or response. */
	HANDSHAKE(1),

	/** Invocation, stream item, completion and their like. */
	INVOCATION(2),

	/** Ping, ack or sequence. */
	OTHER(3),

	/** Close. */
	CLOSE(4);

	private final int code;

	DataMessageType(int code) {
		this.code = code;
	}

	/**
	 * Number on the wire.
	 * @return the number
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Finds the constant for a number on the wire.
	 * @param code the number
	 * @return the constant, or {@link #UNKNOWN} for a value that is not known
	 */
	public static DataMessageType of(int code) {
		return switch (code) {
			case 0 -> UNKNOWN;
			case 1 -> HANDSHAKE;
			case 2 -> INVOCATION;
			case 3 -> OTHER;
			case 4 -> CLOSE;
			default -> UNKNOWN;
		};
	}

}
