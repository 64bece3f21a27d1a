// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * Keep-alive. Type 6.
 */
public record Ping() implements HubMessage {

	/** The one ping. */
	public static final Ping INSTANCE = new Ping();

	/** Number of this message type on the wire. */
	public static final int TYPE = 6;

}
