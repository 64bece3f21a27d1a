// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Sends a hub message to all connections of a user. Sent by the app server. Type 8.
 *
 * @param userId id of the user
 * @param payloads complete, framed hub message for each hub protocol that the hub
 * supports, by protocol name
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param filter subscriber filter expression; carried, never evaluated, or {@code null}
 */
public record UserData(String userId, Payloads payloads, @Nullable Long tracingId,
		@Nullable String filter) implements MulticastMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 8;

	@Override
	public int type() {
		return TYPE;
	}

}
