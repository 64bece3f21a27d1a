// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * The relay's own HTTP server.
 */
final class RelayPort {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * Time that an HTTP connection may do nothing; WebSockets have limits of their own.
	 */
	private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

	/**
	 * Time for the head of a request. Bodies have a limit of the transports', which rests
	 * while the hub takes no input; those of other requests are not read.
	 */
	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

	private static final int MAX_INITIAL_LINE = 16 * 1024;

	private static final int MAX_HEADERS = 16 * 1024;

	private static final String HEAD_TIMEOUT = "signalr.headTimeout";

	private final DisposableServer server;

	private RelayPort(DisposableServer server) {
		this.server = server;
	}

	static RelayPort open(String host, int port, RelayLoops loops, UnaryOperator<HttpServer> takeover,
			Consumer<HttpServerRoutes> routes) {
		HttpServer server = HttpServer.create()
			.host(host)
			.port(port)
			.runOn(loops.resources())
			.idleTimeout(IDLE_TIMEOUT)
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(MAX_INITIAL_LINE).maxHeaderSize(MAX_HEADERS))
			.doOnChannelInit((observer, channel, address) -> channel.pipeline()
				.addAfter(NettyPipeline.HttpCodec, HEAD_TIMEOUT,
						new RequestHeadTimeout(REQUEST_TIMEOUT, IDLE_TIMEOUT.plus(REQUEST_TIMEOUT))))
			.route(routes);
		return new RelayPort(takeover.apply(server).bindNow());
	}

	int number() {
		return this.server.port();
	}

	void close() {
		this.server.disposeNow(STOP_TIMEOUT);
	}

}
