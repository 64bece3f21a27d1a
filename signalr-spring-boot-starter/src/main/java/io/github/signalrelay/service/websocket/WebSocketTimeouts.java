// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.time.Duration;

/**
 * Times of a service connection over a WebSocket (service protocol reference, 6.1).
 *
 * @param connect time for the TCP connection
 * @param handshake time for TLS and WebSocket upgrade, and again for the service
 * handshake
 * @param check interval at which silence is looked for
 * @param silence time without a byte of the service after which the connection is given
 * up
 * @param close time that the service has to answer a close frame
 */
record WebSocketTimeouts(Duration connect, Duration handshake, Duration check, Duration silence, Duration close) {

	static final WebSocketTimeouts DEFAULTS = new WebSocketTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(15),
			Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));

}
