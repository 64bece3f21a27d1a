// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import org.jspecify.annotations.Nullable;

/**
 * A way to carry a client connection, in the order in which servers offer them.
 */
public enum TransportType {

	/** WebSocket messages. */
	WEB_SOCKETS("WebSockets", 1),

	/** An event stream to the client, POST requests to the server. Text only. */
	SERVER_SENT_EVENTS("ServerSentEvents", 2),

	/** One held request after the other to the client, POST requests to the server. */
	LONG_POLLING("LongPolling", 4);

	private final String wireName;

	private final int bit;

	TransportType(String wireName, int bit) {
		this.wireName = wireName;
		this.bit = bit;
	}

	/**
	 * Name in negotiate responses.
	 * @return the name, as clients compare it
	 */
	public String wireName() {
		return this.wireName;
	}

	/**
	 * Place in the bit mask of the claim {@code asrs.s.htt}.
	 * @return 1, 2 or 4
	 */
	public int bit() {
		return this.bit;
	}

	/**
	 * Finds a transport by its name in negotiate responses.
	 * @param name the name
	 * @return the transport, or {@code null} for one that is not known
	 */
	public static @Nullable TransportType of(String name) {
		for (TransportType type : values()) {
			if (type.wireName.equals(name)) {
				return type;
			}
		}
		return null;
	}

}
