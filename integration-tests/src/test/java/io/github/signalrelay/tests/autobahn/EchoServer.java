// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.time.Duration;
import java.util.Map;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.WebSocketTakeover;

/**
 * A server that takes WebSockets over as the relay does, with the same classes down to
 * frames and the closing handshake, and echoes on them.
 * <p>
 * The client endpoint itself cannot echo: it wants the handshake of a hub protocol first,
 * and to SignalR neither the borders nor the kind of WebSocket messages mean anything, so
 * that it forgets what the suite wants to see again.
 */
final class EchoServer implements AutoCloseable {

	private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

	private static final String PATH = "/echo";

	private final DisposableServer server;

	private EchoServer(DisposableServer server) {
		this.server = server;
	}

	static EchoServer start() {
		FlushBatches flushes = new FlushBatches();
		WebSocketTakeover takeover = new WebSocketTakeover(Map.of(PATH, (request) -> new UpgradeAnswer.Accepted(
				(channel) -> new EchoConnection(channel, flushes.of(channel.eventLoop())))));
		return new EchoServer(takeover.apply(HttpServer.create().host("127.0.0.1").port(0)).bindNow());
	}

	String address() {
		return "ws://127.0.0.1:" + this.server.port() + PATH;
	}

	@Override
	public void close() {
		this.server.disposeNow(STOP_LIMIT);
	}

}
