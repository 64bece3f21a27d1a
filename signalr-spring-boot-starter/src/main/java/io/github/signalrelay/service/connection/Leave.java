// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.util.List;

import io.github.signalrelay.protocol.service.Ping;

/**
 * Why a service connection wants to go, as its service is told (service protocol
 * reference, 3.6).
 */
public enum Leave {

	/** The endpoint is removed from the app server's configuration. */
	ENDPOINT_REMOVED("fin:0"),

	/** The app server stops, and its clients shall move to other servers. */
	MIGRATE_CLIENTS("fin:1"),

	/** The app server stops when its clients have gone. */
	WAIT_FOR_CLIENTS("fin:2");

	private final Ping ping;

	Leave(String word) {
		this.ping = new Ping(List.of("shutdown", word));
	}

	/**
	 * What the service is told.
	 * @return the message
	 */
	public Ping ping() {
		return this.ping;
	}

}
