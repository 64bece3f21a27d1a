// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.time.Instant;

import io.github.signalrelay.protocol.service.ServerConnectionType;

/**
 * What an operator may know of one service connection at one moment.
 *
 * @param id id of the connection, a new one for each attempt
 * @param type what it is for
 * @param phase where it is in its life
 * @param since when it came to that phase
 * @param clientCount number of clients that it serves
 */
public record ServiceConnectionState(String id, ServerConnectionType type, Phase phase, Instant since,
		int clientCount) {

	/** Where a service connection is in its life; it only moves downwards. */
	public enum Phase {

		/** The attempt has not succeeded yet. */
		CONNECTING,

		/** In full use. */
		CONNECTED,

		/** The service takes no more messages on it, but may go on to send. */
		OFFLINE,

		/** Ended. */
		CLOSED

	}

}
