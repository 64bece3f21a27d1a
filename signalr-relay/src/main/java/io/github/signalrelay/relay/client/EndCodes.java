// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;

/**
 * What the ends of client connections are called: by the close codes of WebSockets, and
 * by the reasons that operators count.
 */
final class EndCodes {

	static final int NORMAL_CLOSE = 1000;

	private static final int GOING_AWAY = 1001;

	private static final int INTERNAL_ERROR = 1011;

	private EndCodes() {
	}

	/** Close code for a client that the relay closes. */
	static int closeCode(CloseCategory category) {
		return switch (category) {
			case RELAY_SHUTDOWN -> GOING_AWAY;
			case INTERNAL_ERROR -> INTERNAL_ERROR;
			default -> NORMAL_CLOSE; // the reason stands in the hub's close message
		};
	}

	/** Reason of an end that came from the transport. */
	static CloseCategory categoryOf(TransportEnd end) {
		return switch (end) {
			case CLOSED, LOST -> CloseCategory.CLIENT_CLOSED;
			case TIMED_OUT -> CloseCategory.CLIENT_TIMEOUT;
			case PROTOCOL_ERROR -> CloseCategory.PROTOCOL_ERROR;
			case TOO_LARGE -> CloseCategory.MESSAGE_TOO_LARGE;
			case NOT_RESUMED -> CloseCategory.NOT_RECONNECTED;
			case REPLAY_FULL -> CloseCategory.RECONNECT_BUFFER_FULL;
		};
	}

}
