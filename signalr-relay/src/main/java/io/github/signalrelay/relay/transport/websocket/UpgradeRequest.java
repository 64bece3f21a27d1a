// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.net.SocketAddress;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Request for a WebSocket at one of the relay's paths. Never log it: query and headers
 * hold tokens.
 *
 * @param path path as the peer sent it
 * @param query query as the peer sent it, without {@code ?}
 * @param headers headers of the request
 * @param remoteAddress address of the peer's socket
 */
public record UpgradeRequest(String path, String query, HttpHeaders headers, @Nullable SocketAddress remoteAddress) {

	@Override
	public String toString() {
		return "UpgradeRequest[" + this.path + "]";
	}

}
