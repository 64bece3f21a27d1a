// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;

import io.github.signalrelay.relay.server.ServerConnectionTimes;

/**
 * What routing can be told.
 *
 * @param nodeId id of this node; client connection ids start with it and app servers see
 * it as the instance id
 * @param groupsPerConnection most groups that one connection may be in, and one user may
 * be put into for later connections; a join beyond it is refused with an ack
 * @param groupNameLength most characters in the name of a group
 * @param serverBacklog bytes of app servers' messages that may wait for event loops, over
 * the whole relay, before app servers are no longer read
 * @param invocationTimeout time that a client has to give a result
 * @param serverTimes times of server connections
 * @param capacity number of client connections that app servers are told this node can
 * take, by which they share clients out over several; 0 to tell none
 * @param storedClaims bytes that claims may take which are kept because they do not fit
 * into the tokens of their clients, over all hubs
 * @param storedClaimsPerClient bytes that those of one client may take
 */
public record RoutingSettings(String nodeId, int groupsPerConnection, int groupNameLength, long serverBacklog,
		Duration invocationTimeout, ServerConnectionTimes serverTimes, int capacity, long storedClaims,
		int storedClaimsPerClient) {

	/**
	 * Settings for a node that is not configured: 128 groups per connection, names of
	 * 1,024 characters, a backlog of 64 MiB, 10 minutes for a client's result, and 16 MiB
	 * of claims, 64 KiB for one client.
	 * @param nodeId id of the node
	 * @return the settings
	 */
	public static RoutingSettings defaults(String nodeId) {
		return new RoutingSettings(nodeId, 128, 1024, 64L << 20, Duration.ofMinutes(10), ServerConnectionTimes.DEFAULTS,
				0, 16L << 20, 64 << 10);
	}

}
