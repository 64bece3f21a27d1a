// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

/**
 * Gives each negotiate request an id that travels with the client's connection as
 * {@code asrs_request_id} (service protocol reference, 4.2). Declare a bean to replace
 * the default, a clock reading.
 */
@FunctionalInterface
public interface RequestIdProvider {

	/**
	 * A new id.
	 * @return any text, it is escaped later
	 */
	String next();

}
