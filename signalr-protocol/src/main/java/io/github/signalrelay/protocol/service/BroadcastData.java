// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends a hub message to all clients of the hub. Sent by the app server. Type 10.
 *
 * @param excludedList ids of the client connections that are left out
 * @param payloads complete, framed hub message for each hub protocol that the hub
 * supports, by protocol name
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param filter subscriber filter expression; carried, never evaluated, or {@code null}
 */
public record BroadcastData(List<String> excludedList, Payloads payloads, @Nullable Long tracingId,
		@Nullable String filter) implements MulticastMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 10;

	public BroadcastData {
		excludedList = List.copyOf(excludedList);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
