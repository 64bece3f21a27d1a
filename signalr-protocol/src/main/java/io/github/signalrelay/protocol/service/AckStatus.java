// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Outcome in an {@link Ack}.
 */
public enum AckStatus {

	/** Done, or: yes. */
	OK(1),

	/** No such thing, or: no. */
	NOT_FOUND(2),

	/** Not done in time. */
	TIMEOUT(3),

	/** The service failed. */
	INTERNAL_SERVER_ERROR(4),

	/** Refused; the number is presumed. */
	FORBIDDEN(5);

	private final int code;

	AckStatus(int code) {
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
	public static @Nullable AckStatus of(int code) {
		return switch (code) {
			case 1 -> OK;
			case 2 -> NOT_FOUND;
			case 3 -> TIMEOUT;
			case 4 -> INTERNAL_SERVER_ERROR;
			case 5 -> FORBIDDEN;
			default -> null;
		};
	}

}
