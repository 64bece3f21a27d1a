// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.SocketAddress;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Head of a client's request, whichever transport it is for. Never log it: query and
 * headers hold tokens.
 *
 * @param query query as the client sent it, without {@code ?}
 * @param headers headers of the request
 * @param remoteAddress address of the client's socket
 */
record ClientRequest(String query, HttpHeaders headers, @Nullable SocketAddress remoteAddress) {

	@Override
	public String toString() {
		return "ClientRequest[]";
	}

}
