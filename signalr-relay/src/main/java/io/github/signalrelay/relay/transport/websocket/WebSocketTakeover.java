// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;

/**
 * Makes an {@link HttpServer} give its connections away when a peer asks for a WebSocket
 * at one of the relay's paths. All other requests stay with the server.
 * <p>
 * Works for HTTP/1.1, also where the server speaks HTTP/2 beside it, with or without TLS;
 * WebSockets over HTTP/2 are not offered.
 */
public final class WebSocketTakeover implements UnaryOperator<HttpServer> {

	private static final String NAME = "signalr.upgrade";

	private final Map<String, UpgradeEndpoint> endpoints;

	/**
	 * Makes the take-over for some paths.
	 * @param endpoints endpoints by their path, a trailing slash left out
	 */
	public WebSocketTakeover(Map<String, UpgradeEndpoint> endpoints) {
		this.endpoints = Map.copyOf(endpoints);
	}

	@Override
	public HttpServer apply(HttpServer server) {
		return new BehindHttpCodec(NAME, () -> new UpgradeHandler(this::endpoint)).apply(server);
	}

	private @Nullable UpgradeEndpoint endpoint(String path) {
		boolean slash = path.length() > 1 && path.endsWith("/");
		return this.endpoints.get(slash ? path.substring(0, path.length() - 1) : path);
	}

}
