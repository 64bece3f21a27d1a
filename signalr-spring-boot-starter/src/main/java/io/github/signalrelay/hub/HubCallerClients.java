// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

/**
 * The clients of a hub, seen from the one that calls it. Take it as a parameter of a hub
 * method; it may be kept and used later by any thread.
 *
 * @param <C> client interface of the hub, or {@link ClientProxy}
 */
public interface HubCallerClients<C> extends HubClients<C> {

	/**
	 * The calling client.
	 * @return calls it
	 */
	C caller();

	/**
	 * Every client but the caller.
	 * @return calls them
	 */
	C others();

	/**
	 * Members of a group but the caller.
	 * @param group name of the group
	 * @return calls them
	 */
	C othersInGroup(String group);

}
