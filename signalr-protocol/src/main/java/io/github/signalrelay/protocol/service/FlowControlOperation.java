// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link ConnectionFlowControl} asks for.
 */
public enum FlowControlOperation {

	/** Stop the output of a client. */
	PAUSE(1),

	/** Output has stopped. */
	PAUSE_ACK(2),

	/** Continue, on the connection that this arrives on. */
	RESUME(3),

	/** Take a server connection out of use. */
	OFFLINE(4);

	private final int code;

	FlowControlOperation(int code) {
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
	 * @return the constant, or {@code null} for a value that is not known
	 */
	public static @Nullable FlowControlOperation of(int code) {
		return switch (code) {
			case 1 -> PAUSE;
			case 2 -> PAUSE_ACK;
			case 3 -> RESUME;
			case 4 -> OFFLINE;
			default -> null;
		};
	}

}
