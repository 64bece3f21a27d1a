// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.Collection;
import java.util.List;

/**
 * Chooses clients of a hub, on this server and all others, to call methods on them. Ids,
 * groups and users that nobody has are no error: nobody is called.
 * <p>
 * Methods throw {@link IllegalArgumentException} for an empty id, user or group name.
 *
 * @param <C> client interface of the hub, {@link ClientProxy} without one
 */
public interface HubClients<C> {

	/**
	 * Every client.
	 * @return calls them
	 */
	C all();

	/**
	 * Every client but these.
	 * @param connectionIds connections to leave out
	 * @return calls them
	 */
	C allExcept(Collection<String> connectionIds);

	/**
	 * Every client but these.
	 * @param connectionIds connections to leave out
	 * @return calls them
	 */
	default C allExcept(String... connectionIds) {
		return allExcept(List.of(connectionIds));
	}

	/**
	 * One client.
	 * @param connectionId its connection
	 * @return calls it
	 */
	C client(String connectionId);

	/**
	 * Some clients.
	 * @param connectionIds their connections
	 * @return calls them
	 */
	C clients(Collection<String> connectionIds);

	/**
	 * Some clients.
	 * @param connectionIds their connections
	 * @return calls them
	 */
	default C clients(String... connectionIds) {
		return clients(List.of(connectionIds));
	}

	/**
	 * Members of a group.
	 * @param group name of the group; names are case-sensitive
	 * @return calls them
	 */
	C group(String group);

	/**
	 * Members of several groups. A client that is in two of them is called twice.
	 * @param groups names of the groups
	 * @return calls them
	 */
	C groups(Collection<String> groups);

	/**
	 * Members of several groups. A client that is in two of them is called twice.
	 * @param groups names of the groups
	 * @return calls them
	 */
	default C groups(String... groups) {
		return groups(List.of(groups));
	}

	/**
	 * Members of a group but these.
	 * @param group name of the group
	 * @param connectionIds connections to leave out
	 * @return calls them
	 */
	C groupExcept(String group, Collection<String> connectionIds);

	/**
	 * Members of a group but these.
	 * @param group name of the group
	 * @param connectionIds connections to leave out
	 * @return calls them
	 */
	default C groupExcept(String group, String... connectionIds) {
		return groupExcept(group, List.of(connectionIds));
	}

	/**
	 * All connections of a user.
	 * @param userId id of the user, compared exactly
	 * @return calls them
	 */
	C user(String userId);

	/**
	 * All connections of several users.
	 * @param userIds ids of the users
	 * @return calls them
	 */
	C users(Collection<String> userIds);

	/**
	 * All connections of several users.
	 * @param userIds ids of the users
	 * @return calls them
	 */
	default C users(String... userIds) {
		return users(List.of(userIds));
	}

}
