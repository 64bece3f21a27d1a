// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends a hub message to the listed client connections. Sent by the app server. Type 7.
 *
 * @param connectionList ids of the client connections
 * @param payloads complete, framed hub message for each hub protocol that the hub
 * supports, by protocol name
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param filter subscriber filter expression; carried, never evaluated, or {@code null}
 */
public record MultiConnectionData(List<String> connectionList, Payloads payloads, @Nullable Long tracingId,
		@Nullable String filter) implements MulticastMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 7;

	public MultiConnectionData {
		connectionList = List.copyOf(connectionList);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
