// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import org.jspecify.annotations.Nullable;

/**
 * The connection of one client as a dialect sees it.
 */
public interface Line {

	/**
	 * Whether the server has taken the client in.
	 * @return {@code true} after {@link #ready()}
	 */
	boolean isReady();

	/**
	 * Sends a message.
	 * @param message its bytes; not changed
	 */
	void say(byte[] message);

	/**
	 * Tells how the server's messages follow each other from now on.
	 * @param framing the framing
	 */
	void framing(Framing framing);

	/**
	 * Tells that the server has taken the client in.
	 */
	void ready();

	/**
	 * Tells that a roll call has reached this client.
	 */
	void present();

	/**
	 * Tells the answer to a call.
	 * @param id id of the call
	 * @param value its result, {@code null} for none
	 * @param error why it failed, or {@code null}
	 */
	void answered(String id, @Nullable String value, @Nullable String error);

	/**
	 * Tells that the server has ended the connection, or said what it must not.
	 * @param reason why
	 */
	void ended(String reason);

}
