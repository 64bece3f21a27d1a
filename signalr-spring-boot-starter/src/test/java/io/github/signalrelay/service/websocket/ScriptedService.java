// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** A service on a real port that says what the test tells it to, byte by byte. */
class ScriptedService implements AutoCloseable {

	final List<Peer> peers = new CopyOnWriteArrayList<>();

	volatile int refuseWith;

	volatile boolean ignoreUpgrades;

	private final DisposableServer server;

	ScriptedService() {
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			if (this.refuseWith > 0) {
				return response.status(this.refuseWith).send();
			}
			if (this.ignoreUpgrades) {
				return Mono.never();
			}
			Peer peer = new Peer(request.uri(), request.requestHeaders().copy());
			return response.sendWebsocket((in, out) -> peer.talk(in, out, this.peers));
		}).bindNow();
	}

	URI address(String query) {
		return URI.create("ws://127.0.0.1:" + this.server.port() + "/server/?" + query);
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	static class Peer {

		final String uri;

		final HttpHeaders headers;

		final StringBuffer received = new StringBuffer();

		volatile int closeStatus;

		private final Sinks.Many<WebSocketFrame> output = Sinks.many().unicast().onBackpressureBuffer();

		Peer(String uri, HttpHeaders headers) {
			this.uri = uri;
			this.headers = headers;
		}

		private Mono<Void> talk(WebsocketInbound in, WebsocketOutbound out, List<Peer> peers) {
			in.receiveCloseStatus().subscribe((status) -> this.closeStatus = status.code());
			peers.add(this);
			Mono<Void> reading = in.aggregateFrames()
				.receive()
				.asByteArray()
				.doOnNext((bytes) -> this.received.append(HexFormat.of().formatHex(bytes)))
				.then();
			return Mono.when(reading, out.sendObject(this.output.asFlux()).then());
		}

		/** Sends bytes in one binary frame. */
		void send(String hex) {
			byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
			this.output.tryEmitNext(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes))).orThrow();
		}

		void close(int status, String reason) {
			this.output.tryEmitNext(new CloseWebSocketFrame(status, reason)).orThrow();
		}

	}

}
