// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * Tells which messages were received, for stateful reconnect. Type 8, protocol version 2.
 *
 * @param sequenceId id of the last message that was processed
 */
public record Ack(long sequenceId) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 8;

}
