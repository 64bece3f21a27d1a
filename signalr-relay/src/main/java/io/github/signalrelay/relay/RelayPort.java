// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * The relay's own HTTP server.
 */
final class RelayPort {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final DisposableServer server;

	private RelayPort(DisposableServer server) {
		this.server = server;
	}

	/**
	 * Opens the port. Blocks until it listens.
	 * @param settings where, and limits of requests
	 * @param loops threads that it works on
	 * @param refinements changes to the server, the one whose handlers are to come first
	 * behind the codec last
	 * @param routes what it answers
	 */
	static RelayPort open(RelayPortSettings settings, RelayLoops loops, List<UnaryOperator<HttpServer>> refinements,
			Consumer<HttpServerRoutes> routes) {
		HttpServer server = HttpServer.create()
			.host(settings.host())
			.port(settings.port())
			.runOn(loops.resources())
			.idleTimeout(settings.idleTimeout())
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(settings.requestLineBytes())
				.maxHeaderSize(settings.headerBytes()))
			.http2Settings(settings::configure)
			.route(routes);
		for (UnaryOperator<HttpServer> refinement : refinements) {
			server = refinement.apply(server);
		}
		return new RelayPort(server.bindNow());
	}

	int number() {
		return this.server.port();
	}

	void close() {
		this.server.disposeNow(STOP_TIMEOUT);
	}

}
