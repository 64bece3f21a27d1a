// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

/**
 * How our own server is set up.
 *
 * @param loops event loops of the relay, 0 for its default
 * @param serverConnections server connections per app server (relay only)
 * @param appServers app servers behind the relay (relay only)
 * @param tls whether clients speak TLS
 * @param sendTimeoutSeconds seconds until a client that takes nothing is closed, 0 for
 * the default
 */
public record HubOptions(int loops, int serverConnections, int appServers, boolean tls, int sendTimeoutSeconds) {

	/** As a user gets it: default loops, five server connections of one app server. */
	public static final HubOptions DEFAULT = new HubOptions(0, 5, 1, false, 0);

}
