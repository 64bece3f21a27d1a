// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A client became connected and is served by the receiving app server from now on. Sent
 * by the service. Type 4.
 *
 * @param connectionId id of the client connection
 * @param claims claims of the client's token in order, types may repeat; system claims
 * included
 * @param headers HTTP headers of the client's request and the special ones of the service
 * @param queryString query of the client's request: empty, or starting with {@code ?}
 * @param tracingId id that the service writes to its message log, or {@code null}
 * @param protocol name of the hub protocol that the client asked for
 */
public record OpenConnection(String connectionId, List<Claim> claims, MessageHeaders headers, String queryString,
		@Nullable Long tracingId, @Nullable String protocol) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 4;

	public OpenConnection {
		claims = List.copyOf(claims);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
