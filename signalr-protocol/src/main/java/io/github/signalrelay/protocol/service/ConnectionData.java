// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Transport bytes of one client, in either direction. Sent by both sides. Type 6.
 *
 * @param connectionId id of the client connection
 * @param payload bytes as they came from the client, or go to it
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param dataMessageType kind of hub message inside, as far as the sender knows
 * @param isPartial whether the bytes may end inside a hub message
 */
public record ConnectionData(String connectionId, Payload payload, @Nullable Long tracingId,
		DataMessageType dataMessageType, boolean isPartial) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 6;

	@Override
	public int type() {
		return TYPE;
	}

}
