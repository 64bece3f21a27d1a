// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * Information for the app server's log, without further effect. Sent by the service. Type
 * 22.
 *
 * @param objectType 0 service instance, 1 connection, 2 user, 3 group, 4 server
 * connection
 * @param id id of the object
 * @param kind 0 reloading, 1 invalid, 2 not existing, 3 buffer full
 * @param message text for the log
 */
public record ServiceEvent(int objectType, String id, int kind, String message) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 22;

	@Override
	public int type() {
		return TYPE;
	}

}
