// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.deflate.DeflateMeters;
import io.github.signalrelay.relay.transport.deflate.PermessageDeflate;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;
import io.github.signalrelay.relay.transport.websocket.WebSocketTakeover;

/**
 * A server that takes WebSockets over as the relay does, with the same classes down to
 * frames, compression for those who offer it, and the closing handshake, and echoes on
 * them.
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
		PermessageDeflate deflate = new PermessageDeflate(new DeflateMeters(new SimpleMeterRegistry()));
		WebSocketTakeover takeover = new WebSocketTakeover(
				Map.of(PATH, (request) -> accept(request, flushes, deflate)));
		return new EchoServer(takeover.apply(HttpServer.create().host("127.0.0.1").port(0)).bindNow());
	}

	private static UpgradeAnswer accept(UpgradeRequest request, FlushBatches flushes, PermessageDeflate deflate) {
		String agreed = deflate.agree(request.headers().getAll("Sec-WebSocket-Extensions"));
		return new UpgradeAnswer.Accepted((channel) -> new EchoConnection(channel, flushes.of(channel.eventLoop()),
				(agreed != null) ? deflate.join(channel.eventLoop()) : null), null, agreed);
	}

	String address() {
		return "ws://127.0.0.1:" + this.server.port() + PATH;
	}

	@Override
	public void close() {
		this.server.disposeNow(STOP_LIMIT);
	}

}
