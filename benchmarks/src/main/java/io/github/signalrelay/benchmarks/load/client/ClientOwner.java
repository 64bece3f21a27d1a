// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import org.jspecify.annotations.Nullable;

/**
 * Whom clients belong to. Called on the event loop.
 */
public interface ClientOwner {

	/**
	 * The server has taken a client in.
	 * @param client who
	 */
	void ready(Client client);

	/**
	 * A connection is over, or never was. Called once for each client.
	 * @param client who
	 * @param reason why
	 */
	void gone(Client client, String reason);

	/**
	 * A stamped message came.
	 * @param client who got it
	 * @param due when it was due
	 * @param sender who sent it
	 * @param sequence its number
	 * @return number of filler bytes behind the stamp, 0 where that is not known
	 */
	int stamped(Client client, long due, int sender, int sequence);

	/**
	 * A call was answered.
	 * @param client who called
	 * @param id id of the call
	 * @param value result, {@code null} for none
	 * @param error why it failed, or {@code null}
	 */
	void answered(Client client, String id, @Nullable String value, @Nullable String error);

	/**
	 * A client that was not may be written to again.
	 * @param client who
	 */
	void writable(Client client);

}
