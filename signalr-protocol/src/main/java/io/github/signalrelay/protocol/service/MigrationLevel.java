// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * When the clients of a server connection may be moved to another app server.
 */
public enum MigrationLevel {

	/** Never. */
	OFF(0),

	/** When the app server shuts down gracefully. */
	SHUTDOWN_ONLY(1),

	/** Whenever the server connection is lost. */
	ANY(2);

	private final int code;

	MigrationLevel(int code) {
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
	public static @Nullable MigrationLevel of(int code) {
		return switch (code) {
			case 0 -> OFF;
			case 1 -> SHUTDOWN_ONLY;
			case 2 -> ANY;
			default -> null;
		};
	}

}
