// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Gives each negotiate request an id that travels with the client's connection as
 * {@code asrs_request_id} (service protocol reference, 4.2).
 */
@FunctionalInterface
public interface RequestIdProvider {

	/** The original's form: a clock reading, as eight little-endian bytes in Base64. */
	RequestIdProvider CLOCK = () -> Base64.getEncoder()
		.encodeToString(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(System.nanoTime()).array());

	/**
	 * A new id.
	 * @return any text, it is escaped later
	 */
	String next();

}
