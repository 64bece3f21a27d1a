// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * From the service: the client left, or moves away. From the app server: end this client.
 * Sent by both sides. Type 5.
 *
 * @param connectionId id of the client connection
 * @param errorMessage text that the client is told, empty for an ordinary end
 * @param headers special headers, such as the target of a migration
 * @param tracingId id that the service writes to its message log, or {@code null}
 */
public record CloseConnection(String connectionId, String errorMessage, MessageHeaders headers,
		@Nullable Long tracingId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 5;

	@Override
	public int type() {
		return TYPE;
	}

}
