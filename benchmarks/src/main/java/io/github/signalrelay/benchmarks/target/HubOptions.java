// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.util.List;

/**
 * How our own server is set up.
 *
 * @param loops event loops of the relay, 0 for its default
 * @param serverConnections server connections per app server (relay only)
 * @param appServers app servers behind the relay (relay only)
 * @param tls whether clients speak TLS
 * @param sendTimeoutSeconds seconds until a client that takes nothing is closed, 0 for
 * the default
 * @param flags further flags of the JVM that is measured, which win over those that all
 * have
 */
public record HubOptions(int loops, int serverConnections, int appServers, boolean tls, int sendTimeoutSeconds,
		List<String> flags) {

	/** As a user gets it: default loops, five server connections of one app server. */
	public static final HubOptions DEFAULT = new HubOptions(0, 5, 1, false, 0);

	public HubOptions {
		flags = List.copyOf(flags);
	}

	/**
	 * A set-up without flags of its own.
	 * @param loops event loops of the relay, 0 for its default
	 * @param serverConnections server connections per app server (relay only)
	 * @param appServers app servers behind the relay (relay only)
	 * @param tls whether clients speak TLS
	 * @param sendTimeoutSeconds seconds until a client that takes nothing is closed, 0
	 * for the default
	 */
	public HubOptions(int loops, int serverConnections, int appServers, boolean tls, int sendTimeoutSeconds) {
		this(loops, serverConnections, appServers, tls, sendTimeoutSeconds, List.of());
	}

	/**
	 * The same with flags of the JVM that is measured.
	 * @param others the flags
	 * @return the set-up
	 */
	public HubOptions withFlags(String... others) {
		return new HubOptions(this.loops, this.serverConnections, this.appServers, this.tls, this.sendTimeoutSeconds,
				List.of(others));
	}

	/**
	 * The same with clients that speak TLS.
	 * @return the set-up
	 */
	public HubOptions withTls() {
		return new HubOptions(this.loops, this.serverConnections, this.appServers, true, this.sendTimeoutSeconds,
				this.flags);
	}

	/**
	 * The same with another number of server connections.
	 * @param count server connections per app server
	 * @return the set-up
	 */
	public HubOptions withServerConnections(int count) {
		return new HubOptions(this.loops, count, this.appServers, this.tls, this.sendTimeoutSeconds, this.flags);
	}

	/**
	 * The same with another send timeout.
	 * @param seconds seconds until a client that takes nothing is closed
	 * @return the set-up
	 */
	public HubOptions withSendTimeout(int seconds) {
		return new HubOptions(this.loops, this.serverConnections, this.appServers, this.tls, seconds, this.flags);
	}

}
