// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/**
 * The relay's own HTTP server.
 */
final class RelayPort {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private static final int MAX_INITIAL_LINE = 16 * 1024;

	private static final int MAX_HEADERS = 16 * 1024;

	private final DisposableServer server;

	private final LoopResources loops;

	private RelayPort(DisposableServer server, LoopResources loops) {
		this.server = server;
		this.loops = loops;
	}

	static RelayPort open(String host, int port, UnaryOperator<HttpServer> takeover,
			Consumer<HttpServerRoutes> routes) {
		// Epoll where it is there, else NIO: the build keeps io_uring off the class path
		LoopResources loops = LoopResources.create("signalr-relay");
		try {
			HttpServer server = HttpServer.create()
				.host(host)
				.port(port)
				.runOn(loops)
				.httpRequestDecoder(
						(decoder) -> decoder.maxInitialLineLength(MAX_INITIAL_LINE).maxHeaderSize(MAX_HEADERS))
				.route(routes);
			return new RelayPort(takeover.apply(server).bindNow(), loops);
		}
		catch (RuntimeException ex) {
			loops.dispose();
			throw ex;
		}
	}

	int number() {
		return this.server.port();
	}

	void close() {
		this.server.disposeNow(STOP_TIMEOUT);
		this.loops.disposeLater(Duration.ZERO, STOP_TIMEOUT).block(STOP_TIMEOUT.multipliedBy(2));
	}

}
