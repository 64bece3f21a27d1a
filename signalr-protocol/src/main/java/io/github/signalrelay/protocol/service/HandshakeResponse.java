// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Answer of the service to a {@link HandshakeRequest}. Nothing may be sent before it.
 * Sent by the service. Type 2.
 *
 * @param errorMessage why the connection is refused; {@code null} or empty means success
 * @param connectionId id under which the service knows the connection, or {@code null}
 */
public record HandshakeResponse(@Nullable String errorMessage,
		@Nullable String connectionId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 2;

	@Override
	public int type() {
		return TYPE;
	}

}
