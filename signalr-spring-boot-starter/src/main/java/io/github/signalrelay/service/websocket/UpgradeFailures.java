// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;

/**
 * Says what an operator can do about a service connection that could not be opened
 * (service protocol reference, 1.3).
 */
final class UpgradeFailures {

	private UpgradeFailures() {
	}

	static String describe(Throwable cause) {
		if (cause instanceof WebSocketClientHandshakeException handshake && handshake.response() != null) {
			return describe(handshake.response());
		}
		String message = cause.getMessage();
		return (message != null) ? message : cause.getClass().getSimpleName();
	}

	private static String describe(HttpResponse response) {
		int status = response.status().code();
		return "The service answered the WebSocket upgrade with status " + status + "." + switch (status) {
			case 401 -> " Check that the access key of the connection string is one of the service's, that its"
					+ " endpoint is the address the service goes by, and that the clocks agree.";
			case 403 -> " The service does not let this app server in.";
			case 404 -> " Check that the endpoint of the connection string is a SignalR service.";
			case 503 -> " The service takes no connections now.";
			default -> "";
		};
	}

}
