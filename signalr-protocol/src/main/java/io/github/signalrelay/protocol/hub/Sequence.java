// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * Tells the id of the next message after a reconnect. Type 9, protocol version 2.
 *
 * @param sequenceId id of the first message that follows
 */
public record Sequence(long sequenceId) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 9;

}
