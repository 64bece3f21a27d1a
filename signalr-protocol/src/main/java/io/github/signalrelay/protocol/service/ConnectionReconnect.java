// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * The client came back on a new transport: partial chunks held for it are dropped. Sent
 * by the service. Type 38.
 *
 * @param connectionId id of the client connection
 */
public record ConnectionReconnect(String connectionId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 38;

	@Override
	public int type() {
		return TYPE;
	}

}
