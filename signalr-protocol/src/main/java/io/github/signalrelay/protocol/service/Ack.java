// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Answer of the service to an {@link AckableMessage}. Sent by the service. Type 20.
 *
 * @param ackId number of the message that is answered
 * @param status outcome, see {@link AckStatus}; values not known there count as failures
 * @param message text for the app server's log, may be empty
 * @param payload result of a query as MessagePack, or {@code null}
 */
public record Ack(int ackId, int status, String message, @Nullable Payload payload) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 20;

	@Override
	public int type() {
		return TYPE;
	}

}
