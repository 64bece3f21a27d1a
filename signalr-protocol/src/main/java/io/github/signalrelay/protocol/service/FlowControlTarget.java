// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link ConnectionFlowControl} is about.
 */
public enum FlowControlTarget {

	/** A client connection. */
	CLIENT(1),

	/** A server connection. */
	SERVER(2);

	private final int code;

	FlowControlTarget(int code) {
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
	public static @Nullable FlowControlTarget of(int code) {
		return switch (code) {
			case 1 -> CLIENT;
			case 2 -> SERVER;
			default -> null;
		};
	}

}
