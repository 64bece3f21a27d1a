// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * A WebSocket server that accepts every service connection and has the script answer.
 */
final class ScriptedService implements AutoCloseable {

	private final BlockingQueue<Accepted> connections = new LinkedBlockingQueue<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.get("/server/", (request, response) -> {
			String uri = request.uri();
			String serverId = request.requestHeaders().get("X-ASRS-Server-Id");
			return response.sendWebsocket((in, out) -> accept(new Request(uri, serverId), in, out));
		}))
		.bindNow();

	private Mono<Void> accept(Request request, WebsocketInbound in, WebsocketOutbound out) {
		Connected output = new Connected();
		in.withConnection((connection) -> output.connection = connection);
		Peer peer = new Peer(MessageCutter.Framing.LENGTH, output);
		this.connections.add(new Accepted(request, peer));
		Mono<Void> input = in.aggregateFrames().receiveFrames().doOnNext((frame) -> {
			if (frame instanceof BinaryWebSocketFrame) {
				peer.received(ByteBufUtil.getBytes(frame.content()));
			}
		}).doOnError((failure) -> peer.lost()).onErrorComplete().then();
		in.receiveCloseStatus().subscribe((status) -> peer.closed(status.code()));
		in.withConnection((connection) -> connection.onDispose(peer::lost));
		return out.sendObject(output.frames.asFlux()).then().and(input);
	}

	int port() {
		return this.server.port();
	}

	/**
	 * Takes the oldest connection that the script has not seen.
	 * @param seconds how long to wait for one
	 * @return the connection, or {@code null} if none came
	 */
	@Nullable Accepted accept(long seconds) throws InterruptedException {
		return this.connections.poll(seconds, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * A service connection.
	 *
	 * @param request what it asked with
	 * @param peer the script's end
	 */
	record Accepted(Request request, Peer peer) {

	}

	/**
	 * Head of an upgrade request.
	 *
	 * @param uri path and query
	 * @param serverId header with the id of the app server
	 */
	record Request(String uri, @Nullable String serverId) {

	}

	private static final class Connected implements Peer.Output {

		private final Sinks.Many<WebSocketFrame> frames = Sinks.many().unicast().onBackpressureBuffer();

		private volatile Connection connection;

		@Override
		public void send(byte[] message, boolean text) {
			this.frames
				.tryEmitNext(text ? new TextWebSocketFrame(Unpooled.wrappedBuffer(message))
						: new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)))
				.orThrow();
		}

		@Override
		public void close(int statusCode) {
			this.frames.tryEmitNext(new CloseWebSocketFrame(statusCode, "")).orThrow();
		}

		@Override
		public void cut() {
			this.connection.channel().close();
		}

	}

}
