// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link HandshakeRequest}. After an error the server ends the connection.
 *
 * @param error why the handshake failed, or {@code null} on success
 */
public record HandshakeResponse(@Nullable String error) {

	/** The one answer without an error. */
	public static final HandshakeResponse SUCCESS = new HandshakeResponse(null);

	/**
	 * Whether the client may go on. Clients take an empty error for none.
	 * @return {@code true} without an error text
	 */
	public boolean isSuccess() {
		return this.error == null || this.error.isEmpty();
	}

}
