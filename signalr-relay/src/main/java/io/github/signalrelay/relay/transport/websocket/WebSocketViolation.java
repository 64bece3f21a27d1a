// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.io.Serial;

/**
 * A peer broke the WebSocket protocol. The message may be shown to the peer.
 */
final class WebSocketViolation extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int statusCode;

	WebSocketViolation(int statusCode, String message) {
		super(message, null, false, false);
		this.statusCode = statusCode;
	}

	int statusCode() {
		return this.statusCode;
	}

}
