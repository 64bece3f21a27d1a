// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Access;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.endpoint.HttpPeer.Events;
import io.github.signalrelay.relay.security.TrustedProxies;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Server-Sent Events (transports reference, sections 5 and 7 to 9).
 */
class EventStreamIntegrationTests {

	private static final String RS = "\u001E";

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private HttpPeer peer(Claim... claims) {
		return new HttpPeer(this.fixture.port, claims);
	}

	/** Asks for the stream of a client, by hand. */
	private static void ask(RawSocket socket, HttpPeer peer) {
		socket.send("GET " + RelayFixture.clientUri() + "&id=" + peer.token
				+ " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
	}

	/** The same, behind the headers and the comment of the answer. */
	private static void open(RawSocket socket, HttpPeer peer) {
		ask(socket, peer);
		socket.response();
		socket.text(8);
	}

	private void write(String message) {
		this.fixture.hub.onClient((client) -> client.writeData(Payload.utf8(message), DataMessageType.UNKNOWN));
	}

	@Test
	void streamBeginsWithHeadersAndAComment() {
		HttpPeer peer = peer();
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			ask(socket, peer);
			RawSocket.Response response = socket.response();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).containsEntry("content-type", "text/event-stream")
				.containsEntry("cache-control", "no-cache,no-store")
				.containsEntry("pragma", "no-cache")
				.containsEntry("content-encoding", "identity")
				.containsEntry("transfer-encoding", "chunked");
			assertThat(socket.text(8)).isEqualTo("3\r\n:\r\n\r\n");
			peer.post(HttpPeer.HANDSHAKE);
			assertThat(socket.text(18)).isEqualTo("d\r\ndata: {}" + RS + "\r\n\r\n\r\n");
		}
	}

	@Test
	void messagesPassBothWays() {
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			assertThat(peer.post("{\"type\":6}" + RS).statusCode()).isEqualTo(200);
			assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS);
			write("one" + RS);
			this.fixture.hub.onClient((client) -> {
				SharedFrame frame = SharedFrame.serverSentEvent(Payload.utf8("two" + RS), ByteBufAllocator.DEFAULT);
				client.writeShared(frame);
				frame.release();
			});
			assertThat(events.event()).isEqualTo("one" + RS);
			assertThat(events.event()).isEqualTo("two" + RS);
		}
	}

	@Test
	void framesGoStraightToTheSocketWhileNothingWaits() {
		assumeTrue(Epoll.isAvailable(), "Only epoll's sockets can be written to like that");
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			AtomicBoolean straight = new AtomicBoolean();
			this.fixture.hub.onClient((client) -> {
				SharedFrame frame = SharedFrame.serverSentEvent(Payload.utf8("now" + RS), SharedFrame.FOR_MANY);
				SocketOutput output = client.idleOutput(frame.size());
				if (output != null) {
					output.writeAndFlush(frame);
					straight.set(true);
				}
				frame.release();
				client.writeData(Payload.utf8("then" + RS), DataMessageType.UNKNOWN);
				client.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false);
			});
			assertThat(events.event()).isEqualTo("now" + RS);
			assertThat(straight).isTrue();
			assertThat(events.event()).isEqualTo("then" + RS);
			assertThat(events.event()).isEqualTo("{\"type\":7}" + RS);
			assertThat(events.event()).isEqualTo("null");
		}
	}

	@Test
	void largeMessagePasses() {
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			String message = "x".repeat(3_000_000) + RS;
			write(message);
			assertThat(events.event()).isEqualTo(message);
		}
	}

	@Test
	void responseEndsWithTheConnection() {
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			this.fixture.hub.onClient((client) -> client.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false));
			assertThat(events.event()).isEqualTo("{\"type\":7}" + RS);
			assertThat(events.event()).isEqualTo("null");
		}
		await().until(() -> peer.post("x").statusCode() == 404);
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void connectionIsUsedAgainBehindAStream() {
		HttpPeer peer = peer();
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			open(socket, peer);
			peer.post(HttpPeer.HANDSHAKE);
			socket.text(18);
			this.fixture.hub.onClient((client) -> client.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false));
			assertThat(socket.text(32)).startsWith("15\r\ndata: {\"type\":7}").endsWith("0\r\n\r\n");
			socket.send("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(socket.response().status()).isEqualTo(200);
		}
	}

	@Test
	void clientThatGoesIsNoticed() {
		peer().openEvents().close();
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).singleElement()
			.satisfies((closed) -> assertThat(closed.category()).isEqualTo(CloseCategory.CLIENT_CLOSED)));
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void requestBehindTheStreamCutsIt() {
		HttpPeer peer = peer();
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			open(socket, peer);
			socket.send("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(socket.isEnded()).isTrue();
		}
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void secondStreamIsRefused() {
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			HttpResponse<String> second = peer.send(peer.request().header("Accept", "text/event-stream").GET());
			assertThat(second.statusCode()).isEqualTo(409);
			assertThat(second.body()).isEmpty();
			assertThat(peer.poll().body()).isEqualTo("Cannot change transports mid-connection");
			HttpResponse<String> deleted = peer.delete();
			assertThat(deleted.statusCode()).isEqualTo(400);
			assertThat(deleted.body()).isEqualTo("Cannot terminate this connection using the DELETE endpoint.");
			write("m" + RS);
			assertThat(events.event()).isEqualTo("m" + RS);
		}
	}

	@Test
	void binaryProtocolIsRefusedInTheHandshake() {
		HttpPeer peer = peer();
		try (Events events = peer.events()) {
			peer.post("{\"protocol\":\"messagepack\",\"version\":1}" + RS);
			assertThat(events.event()).isEqualTo(
					"{\"error\":\"Cannot use the 'messagepack' protocol on the current transport. The transport does"
							+ " not support 'Binary' transfer format.\"}" + RS);
			assertThat(events.event()).isEqualTo("null");
		}
	}

	@Test
	void clientThatDoesNotReadIsCut() {
		HttpPeer peer = peer();
		try (RawSocket socket = new RawSocket(this.fixture.port, 4096)) {
			ask(socket, peer);
			socket.response();
			peer.post(HttpPeer.HANDSHAKE);
			String message = "x".repeat(200_000) + RS;
			await().until(() -> {
				if (!this.fixture.hub.clients.isEmpty()) {
					write(message);
				}
				return this.fixture.closed("slow_client") == 1;
			});
			await().until(() -> this.fixture.relay.clientConnections() == 0);
		}
	}

	@Test
	void hubHearsThatMuchWaitsAndThatItHasLeft() {
		HttpPeer peer = peer();
		try (Events events = peer.openEvents()) {
			String message = "x".repeat(300_000) + RS;
			// What the sockets hold does not wait
			await().until(() -> {
				write(message);
				return this.fixture.hub.full.equals(List.of(true)) || !this.fixture.hub.closed.isEmpty();
			});
			await().until(() -> events.event().equals(message) && this.fixture.hub.full.equals(List.of(true, false)));
		}
	}

	@Test
	void silentClientIsTimedOut() {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts((times) -> new Timeouts(times.handshake(), Duration.ofMillis(50),
				Duration.ofMillis(300), times.send(), times.negotiated(), times.close(), times.sweep(),
				times.clientResult(), times.poll(), times.disconnect(), times.body(), times.server()));
		try (Events events = peer().openEvents()) {
			assertThat(events.event()).isEqualTo("{\"type\":6}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.closed("client_timeout")).isOne());
		}
	}

	@Test
	void streamEndsWithItsToken() {
		HttpPeer peer = peer(new Claim("asrs.s.coae", "true"), new Claim("asrs.s.aeo", "1"));
		try (Events events = peer.openEvents()) {
			assertThat(events.event()).isEqualTo("{\"type\":7,\"allowReconnect\":true}" + RS);
			assertThat(this.fixture.closed("token_expired")).isOne();
		}
	}

	@Test
	void transportsThatAreSwitchedOffAreNotOffered() {
		this.fixture.close();
		this.fixture = new RelayFixture((settings) -> settings
			.withAccess(new Access(settings.access().audience(), settings.access().clockSkew(),
					settings.access().allowedOrigins(), TrustedProxies.NONE, Set.of(TransportType.WEB_SOCKETS))));
		HttpPeer peer = peer();
		HttpResponse<String> stream = peer.send(peer.request().header("Accept", "text/event-stream").GET());
		assertThat(stream.statusCode()).isEqualTo(404);
		assertThat(stream.body()).isEqualTo("ServerSentEvents transport not supported by this end point type");
		assertThat(peer.poll().body()).isEqualTo("LongPolling transport not supported by this end point type");
		HttpPeer limited = peer(new Claim("asrs.s.htt", "1"));
		assertThat(limited.poll().body()).isEqualTo("LongPolling transport not supported by this end point type");
	}

	@Test
	void pagesOfOtherOriginsMayReadTheAnswers() {
		HttpPeer peer = peer();
		HttpResponse<String> preflight = peer.send(peer.request("/", "")
			.header("Origin", "https://page.example")
			.header("Access-Control-Request-Method", "DELETE")
			.header("Access-Control-Request-Headers", "x-signalr-user-agent")
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
		assertThat(preflight.statusCode()).isEqualTo(204);
		assertThat(preflight.headers().map())
			.containsEntry("access-control-allow-origin", List.of("https://page.example"))
			.containsEntry("access-control-allow-credentials", List.of("true"))
			.containsEntry("access-control-allow-headers", List.of("x-signalr-user-agent"));
		HttpResponse<String> poll = peer.send(peer.request().header("Origin", "https://page.example").GET());
		assertThat(poll.statusCode()).isEqualTo(200);
		assertThat(poll.headers().map()).containsEntry("access-control-allow-origin", List.of("https://page.example"))
			.containsEntry("access-control-allow-credentials", List.of("true"));
	}

	@Test
	void answersWithoutATokenAreEmpty() {
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			socket.send("GET /client/?hub=chat&id=x HTTP/1.1\r\nHost: localhost\r\n\r\n");
			RawSocket.Response response = socket.response();
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.reason()).isEqualTo("Unauthorized");
			assertThat(response.body()).isEmpty();
		}
	}

}
