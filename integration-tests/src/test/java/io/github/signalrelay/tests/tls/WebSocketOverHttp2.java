// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.io.IOException;

import io.netty.handler.codec.http2.Http2Exception;

import io.github.signalrelay.tests.raw.Negotiation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets over HTTP/2 (RFC 8441), which nobody here serves.
 */
final class WebSocketOverHttp2 {

	/** SETTINGS_ENABLE_CONNECT_PROTOCOL. */
	private static final int ENABLE_CONNECT_PROTOCOL = 8;

	private WebSocketOverHttp2() {
	}

	/**
	 * Asserts that they are not offered, that who asks for one is refused, and that the
	 * connection serves other streams after that.
	 * @param socket connection to the server
	 * @param target where a client would connect to
	 * @param scheme scheme of the server
	 */
	static void assertRefused(Http2Socket socket, Negotiation target, String scheme)
			throws IOException, Http2Exception {
		String authority = target.endpoint().getRawAuthority();
		String path = target.endpoint().getRawPath() + "?" + target.endpoint().getRawQuery();
		assertThat(socket.settings().getOrDefault(ENABLE_CONNECT_PROTOCOL, 0L)).isZero();
		assertThat(socket.request(false, ":method", "CONNECT", ":protocol", "websocket", ":scheme", scheme, ":path",
				path, ":authority", authority, "sec-websocket-version", "13", "authorization",
				"Bearer " + target.accessToken()))
			.matches("reset|[45]\\d\\d");
		assertThat(socket.request(true, ":method", "POST", ":scheme", scheme, ":path",
				path.replace("/client/", "/client/negotiate"), ":authority", authority, "content-length", "0",
				"authorization", "Bearer " + target.accessToken()))
			.as("another stream of the same connection")
			.isEqualTo("200");
	}

}
