// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import org.jspecify.annotations.Nullable;

/**
 * Ends the connection. Type 7.
 *
 * @param error why, or {@code null} for an ordinary end
 * @param allowReconnect whether the client may come back by itself
 */
public record Close(@Nullable String error, boolean allowReconnect) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 7;

}
