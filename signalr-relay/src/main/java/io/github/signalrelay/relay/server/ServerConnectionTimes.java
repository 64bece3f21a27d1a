// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.time.Duration;

/**
 * When server connections are pinged and given up (service protocol reference, 6.1), and
 * how long clients that must leave one may take (6.8).
 *
 * @param handshake time that an app server has for its service handshake
 * @param pingInterval time between two keep-alive pings of the relay
 * @param silence time without any message after which a server connection is dead
 * @param migration time that an app server has to bring to an end what it does for a
 * client before the client is moved without that
 * @param replacement time that clients of a lost server connection wait for another one,
 * where their app server allows that
 */
public record ServerConnectionTimes(Duration handshake, Duration pingInterval, Duration silence, Duration migration,
		Duration replacement) {

	/** 15 s, 5 s, 30 s, 10 s and 10 s. */
	public static final ServerConnectionTimes DEFAULTS = new ServerConnectionTimes(Duration.ofSeconds(15),
			Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));

	/**
	 * The same times with other ones for clients that must leave.
	 * @param newMigration time to bring to an end what is done for a client
	 * @param newReplacement time that clients wait for another server connection
	 * @return a copy
	 */
	public ServerConnectionTimes withMigration(Duration newMigration, Duration newReplacement) {
		return new ServerConnectionTimes(this.handshake, this.pingInterval, this.silence, newMigration, newReplacement);
	}

}
