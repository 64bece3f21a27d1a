// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.Locale;

/**
 * What clients do beside sending.
 */
enum Operation {

	/** Negotiate, connect, handshake. */
	CONNECT,

	/** Join a group. */
	JOIN,

	/** Leave a group. */
	LEAVE,

	/** Vanish while in groups. */
	DISCONNECT;

	/**
	 * Name for tables.
	 * @return one word
	 */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
