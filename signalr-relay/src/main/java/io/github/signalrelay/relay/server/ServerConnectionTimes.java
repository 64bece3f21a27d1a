// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.time.Duration;

/**
 * When server connections are pinged and given up (service protocol reference, 6.1).
 *
 * @param handshake time that an app server has for its service handshake
 * @param pingInterval time between two keep-alive pings of the relay
 * @param silence time without any message after which a server connection is dead
 */
public record ServerConnectionTimes(Duration handshake, Duration pingInterval, Duration silence) {

	/** 15 s, 5 s and 30 s. */
	public static final ServerConnectionTimes DEFAULTS = new ServerConnectionTimes(Duration.ofSeconds(15),
			Duration.ofSeconds(5), Duration.ofSeconds(30));

}
