// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * What a server connection is for (service protocol reference, 2.4).
 */
public enum ServerConnectionType {

	/** Carries clients; started by the app server. */
	DEFAULT(0),

	/** Carries clients; started because the service asked for it. */
	ON_DEMAND(1),

	/** Carries messages towards clients only, never clients. */
	WEAK(2);

	private final int code;

	ServerConnectionType(int code) {
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
	public static @Nullable ServerConnectionType of(int code) {
		return switch (code) {
			case 0 -> DEFAULT;
			case 1 -> ON_DEMAND;
			case 2 -> WEAK;
			default -> null;
		};
	}

}
