// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.concurrent.CompletionStage;

/**
 * Groups of a hub. A group exists as long as it has members; who disconnects leaves all
 * groups. Names are case-sensitive.
 * <p>
 * Changes are sent by the call, whether or not somebody looks at what it returns, and
 * stay in order with what the same flow sends: a member that was just added receives the
 * next message to the group.
 */
public interface Groups {

	/**
	 * Adds a client to a group. An unknown connection and a repeated call have no effect.
	 * @param connectionId connection of the client
	 * @param group name of the group
	 * @return completes when the client is a member; fails with
	 * {@link java.util.concurrent.TimeoutException} or {@link java.io.IOException} when
	 * the service does not answer
	 * @throws IllegalArgumentException if an argument is empty
	 */
	CompletionStage<Void> add(String connectionId, String group);

	/**
	 * Takes a client out of a group. An unknown connection and a repeated call have no
	 * effect.
	 * @param connectionId connection of the client
	 * @param group name of the group
	 * @return completes when the client is no longer a member; fails as {@link #add} does
	 * @throws IllegalArgumentException if an argument is empty
	 */
	CompletionStage<Void> remove(String connectionId, String group);

}
