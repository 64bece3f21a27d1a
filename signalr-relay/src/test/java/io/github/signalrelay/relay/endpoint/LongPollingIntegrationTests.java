// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Long polling (transports reference, sections 6 to 9).
 */
class LongPollingIntegrationTests {

	private static final String RS = "\u001E";

	private static final Claim ANN = new Claim("asrs.s.uid", "ann");

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private void useTimes(UnaryOperator<Timeouts> change) {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts(change);
	}

	private static Timeouts times(Timeouts times, Duration poll, Duration disconnect, Duration body) {
		return new Timeouts(times.handshake(), times.keepAlive(), times.client(), times.send(), times.negotiated(),
				times.close(), times.sweep(), times.clientResult(), poll, disconnect, body, times.server());
	}

	private HttpPeer peer(Claim... claims) {
		return new HttpPeer(this.fixture.port, claims);
	}

	private void write(String message) {
		this.fixture.hub.onClient((client) -> client.writeData(Payload.utf8(message), DataMessageType.UNKNOWN));
	}

	@Test
	void firstPollIsAnsweredAtOnce() {
		HttpResponse<String> first = peer().poll();
		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.headers().map()).containsEntry("content-type", List.of("application/octet-stream"))
			.containsEntry("content-length", List.of("0"))
			.containsEntry("cache-control", List.of("no-cache, no-store"))
			.containsEntry("pragma", List.of("no-cache"))
			.containsEntry("expires", List.of("Thu, 01 Jan 1970 00:00:00 GMT"));
		assertThat(first.body()).isEmpty();
	}

	@Test
	void messagesPassBothWays() {
		HttpPeer peer = peer().open();
		HttpResponse<String> posted = peer.post("{\"type\":6}" + RS + "{\"type\":1}" + RS);
		assertThat(posted.statusCode()).isEqualTo(200);
		assertThat(posted.headers().firstValue("content-type")).contains("text/plain");
		assertThat(posted.body()).isEmpty();
		assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS + "{\"type\":1}" + RS);
		write("one" + RS);
		write("two" + RS);
		HttpResponse<String> poll = peer.poll();
		assertThat(poll.body()).isEqualTo("one" + RS + "two" + RS);
		assertThat(poll.headers().firstValue("content-type")).contains("application/octet-stream");
		CompletableFuture<HttpResponse<String>> waiting = peer.pollLater();
		write("three" + RS);
		assertThat(HttpPeer.get(waiting).body()).isEqualTo("three" + RS);
	}

	@Test
	void messageMayComeInPiecesOfSeveralRequests() {
		HttpPeer peer = peer().open();
		peer.post("{\"ty");
		peer.post("pe\":6}");
		assertThat(this.fixture.hub.data).isEmpty();
		peer.post(RS);
		assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS);
	}

	@Test
	void pollWithoutDataIsAnsweredEmpty() {
		useTimes((times) -> times(times, Duration.ofMillis(100), times.disconnect(), times.body()));
		HttpPeer peer = peer().open();
		HttpResponse<String> poll = peer.poll();
		assertThat(poll.statusCode()).isEqualTo(200);
		assertThat(poll.headers().map()).containsEntry("content-type", List.of("text/plain"))
			.containsEntry("content-length", List.of("0"));
	}

	@Test
	void newerPollTakesThePlaceOfTheOlder() {
		HttpPeer peer = peer().open();
		CompletableFuture<HttpResponse<String>> older = peer.pollLater();
		CompletableFuture<HttpResponse<String>> newer = peer.pollLater();
		HttpResponse<?> ended = HttpPeer.get(CompletableFuture.anyOf(older, newer).thenApply(HttpResponse.class::cast));
		assertThat(ended.statusCode()).isEqualTo(204);
		write("m" + RS);
		List<String> bodies = List.of(HttpPeer.get(older).body(), HttpPeer.get(newer).body());
		assertThat(bodies).containsExactlyInAnyOrder("", "m" + RS);
	}

	@Test
	void clientThatAbortsItsPollMayPollAgain() {
		HttpPeer peer = peer().open();
		try (RawSocket aborted = new RawSocket(this.fixture.port)) {
			aborted
				.send("GET " + RelayFixture.clientUri() + "&id=" + peer.token + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
		}
		// A poll that comes before the aborted one is replaced by it
		await().until(() -> {
			write("m" + RS);
			return peer.poll().body().endsWith("m" + RS);
		});
		assertThat(this.fixture.hub.closed).isEmpty();
	}

	@Test
	void closeReachesThePollThatWaitsAndTheNextOneGetsNoContent() {
		HttpPeer peer = peer().open();
		CompletableFuture<HttpResponse<String>> waiting = peer.pollLater();
		this.fixture.hub.onClient((client) -> client.close(CloseCategory.CLOSED_BY_APP_SERVER, null, false));
		assertThat(HttpPeer.get(waiting).body()).isEqualTo("{\"type\":7}" + RS);
		HttpResponse<String> last = peer.poll();
		assertThat(last.statusCode()).isEqualTo(204);
		assertThat(peer.poll().statusCode()).isEqualTo(404);
		assertThat(peer.post("x").statusCode()).isEqualTo(404);
		await().until(() -> this.fixture.relay.clientConnections() == 0);
	}

	@Test
	void deleteEndsTheConnection() {
		HttpPeer peer = peer().open();
		CompletableFuture<HttpResponse<String>> older = peer.pollLater();
		CompletableFuture<HttpResponse<String>> newer = peer.pollLater();
		// One has taken the place of the other, so it waits
		HttpPeer.get(CompletableFuture.anyOf(older, newer));
		HttpResponse<String> deleted = peer.delete();
		assertThat(deleted.statusCode()).isEqualTo(202);
		assertThat(deleted.headers().firstValue("content-type")).contains("text/plain");
		assertThat(List.of(HttpPeer.get(older).statusCode(), HttpPeer.get(newer).statusCode())).containsExactly(204,
				204);
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).singleElement()
			.satisfies((closed) -> assertThat(closed.category()).isEqualTo(CloseCategory.CLIENT_CLOSED)));
		await().until(() -> peer.delete().statusCode() == 404);
	}

	@Test
	void pollBehindItsDeleteHearsOfTheEnd() {
		HttpPeer peer = peer().open();
		assertThat(peer.delete().statusCode()).isEqualTo(202);
		assertThat(peer.poll().statusCode()).isEqualTo(204);
		assertThat(peer.poll().statusCode()).isEqualTo(404);
	}

	@Test
	void answerThatIsNotReadIsGivenUpWhenTheClientHasEndedTheConnection() {
		useTimes((times) -> times(times, times.poll(), Duration.ofSeconds(2), times.body()));
		HttpPeer peer = peer().open();
		try (RawSocket unread = new RawSocket(this.fixture.port, 4096)) {
			unread
				.send("GET " + RelayFixture.clientUri() + "&id=" + peer.token + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
			write("x".repeat(20_000_000) + RS); // more than the kernel takes
			assertThat(unread.text(12)).isEqualTo("HTTP/1.1 200");
			assertThat(peer.delete().statusCode()).isEqualTo(202);
			await().until(() -> this.fixture.relay.clientConnections() == 0);
			await().until(() -> isCut(unread));
		}
	}

	private static boolean isCut(RawSocket socket) {
		try {
			socket.send("x");
			return false;
		}
		catch (UncheckedIOException ex) {
			return true;
		}
	}

	@Test
	void clientThatDoesNotPollIsDropped() {
		useTimes((times) -> times(times, times.poll(), Duration.ofMillis(100), times.body()));
		HttpPeer peer = peer().open();
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).singleElement()
			.satisfies((closed) -> assertThat(closed.category()).isEqualTo(CloseCategory.CLIENT_TIMEOUT)));
		assertThat(peer.poll().statusCode()).isEqualTo(404);
	}

	@Test
	void tokenSetsTheLongestPauseBetweenPolls() {
		HttpPeer peer = peer(new Claim("asrs.s.ttl", "1")).open();
		await().untilAsserted(() -> assertThat(this.fixture.closed("client_timeout")).isOne());
		assertThat(peer.poll().statusCode()).isEqualTo(404);
	}

	@Test
	void pollsOfStrangersFindNothing() {
		HttpPeer peer = peer(ANN).open();
		for (Claim[] stranger : List.of(new Claim[0], new Claim[] { new Claim("asrs.s.uid", "bob") })) {
			HttpPeer other = new HttpPeer(this.fixture.port, stranger);
			for (var request : List.of(other.request("/", "&id=" + peer.token).GET(),
					other.request("/", "&id=" + peer.token).DELETE())) {
				HttpResponse<String> response = other.send(request);
				assertThat(response.statusCode()).isEqualTo(404);
				assertThat(response.body()).isEqualTo("No Connection with that ID");
			}
		}
		write("m" + RS);
		assertThat(peer.poll().body()).isEqualTo("m" + RS);
	}

	@Test
	void aBadTokenIsRefusedThoughTheConnectionIsKnown() {
		HttpPeer peer = peer(ANN).open();
		String good = RelayFixture.clientToken(ANN);
		String forged = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(43);
		for (String token : List.of(forged, good + "A", "")) {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.fixture.port + "/client/?hub=chat&id=" + peer.token))
				.header("Authorization", "Bearer " + token);
			assertThat(peer.send(request.copy().GET()).statusCode()).as(token).isEqualTo(401);
			assertThat(peer.send(request.copy().DELETE()).statusCode()).as(token).isEqualTo(401);
		}
		write("m" + RS);
		assertThat(peer.poll().body()).isEqualTo("m" + RS);
	}

	@Test
	void anotherTokenOfTheSameUserIsAsGood() {
		HttpPeer peer = peer(ANN).open();
		write("m" + RS);
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.fixture.port + "/client/?hub=chat&id=" + peer.token))
			.header("Authorization", "Bearer " + RelayFixture.clientToken(ANN, new Claim("room", "7")));
		assertThat(peer.send(request.GET()).body()).isEqualTo("m" + RS);
	}

	@Test
	void requestsWithoutIdOrWithAnUnknownOneAreRefused() {
		HttpPeer peer = peer();
		HttpResponse<String> none = peer.send(peer.request("/", "").GET());
		assertThat(none.statusCode()).isEqualTo(400);
		assertThat(none.body()).isEqualTo("Connection ID required");
		HttpResponse<String> unknown = peer.send(peer.request("/", "&id=x").GET());
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(unknown.body()).isEqualTo("No Connection with that ID");
		assertThat(peer.send(peer.request("/", "&id=x").DELETE()).statusCode()).isEqualTo(404);
		assertThat(peer.send(peer.request("/", "").method("PUT", HttpRequest.BodyPublishers.noBody())).statusCode())
			.isEqualTo(405);
	}

	@Test
	void transportOfAConnectionDoesNotChange() {
		HttpPeer peer = peer().open();
		HttpResponse<String> stream = peer.send(peer.request().header("Accept", "text/event-stream").GET());
		assertThat(stream.statusCode()).isEqualTo(400);
		assertThat(stream.body()).isEqualTo("Cannot change transports mid-connection");
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			assertThat(socket.upgrade(RelayFixture.clientUri() + "&id=" + peer.token).body())
				.isEqualTo("Cannot change transports mid-connection");
		}
	}

	@Test
	void webSocketsTakeNoPosts() {
		HttpPeer peer = peer();
		try (RawSocket socket = RawSocket.webSocket(this.fixture.port,
				RelayFixture.clientUri() + "&id=" + peer.token)) {
			HttpResponse<String> post = peer.post("x");
			assertThat(post.statusCode()).isEqualTo(405);
			assertThat(post.body()).isEqualTo("POST requests are not allowed for WebSocket connections.");
			assertThat(peer.delete().body()).isEqualTo("Cannot terminate this connection using the DELETE endpoint.");
			socket.handshake();
		}
	}

	@Test
	void postsWaitWhileTheHubTakesNothing() {
		HttpPeer peer = peer().open();
		this.fixture.hub.onClient((client) -> client.setReading(false));
		List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
		posts.add(peer.postLater("{\"type\":6}" + RS));
		posts.add(peer.postLater("{\"type\":6}" + RS));
		write("m" + RS);
		assertThat(peer.poll().body()).isEqualTo("m" + RS);
		assertThat(posts).noneMatch(CompletableFuture::isDone);
		this.fixture.hub.onClient((client) -> client.setReading(true));
		posts.forEach((post) -> assertThat(HttpPeer.get(post).statusCode()).isEqualTo(200));
		assertThat(this.fixture.hub.data).hasSize(2);
	}

	@Test
	void messageOverTheLimitEndsTheConnection() {
		HttpPeer peer = peer().open();
		CompletableFuture<HttpResponse<String>> waiting = peer.pollLater();
		assertThat(peer.post("x".repeat(100_000)).statusCode()).isEqualTo(404);
		assertThat(HttpPeer.get(waiting).body()).contains("\"type\":7");
		assertThat(this.fixture.closed("message_too_large")).isOne();
	}

	@Test
	void bodiesMayBeLargeAsLongAsMessagesAreNot() {
		HttpPeer peer = peer().open();
		assertThat(peer.post(("x".repeat(30_000) + RS).repeat(40)).statusCode()).isEqualTo(200);
		assertThat(String.join("", this.fixture.hub.data)).hasSize(40 * 30_001);
	}

	@Test
	void bodyThatDoesNotComeIsGivenUp() {
		useTimes((times) -> times(times, times.poll(), times.disconnect(), Duration.ofMillis(200)));
		HttpPeer peer = peer().open();
		try (RawSocket slow = new RawSocket(this.fixture.port)) {
			slow.send("POST " + RelayFixture.clientUri() + "&id=" + peer.token
					+ " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
			CompletableFuture<HttpResponse<String>> behind = peer.postLater("{\"type\":6}" + RS);
			assertThat(slow.response().status()).isEqualTo(408);
			assertThat(slow.isEnded()).isTrue();
			assertThat(HttpPeer.get(behind).statusCode()).isEqualTo(200);
		}
		assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS);
		assertThat(refused("408")).isOne();
	}

	private double refused(String status) {
		return this.fixture.meters.get("signalr.relay.refused")
			.tag("endpoint", "client")
			.tag("status", status)
			.counter()
			.count();
	}

	@Test
	void tooManyPostsAtOnceAreRefused() {
		HttpPeer peer = peer().open();
		this.fixture.hub.onClient((client) -> client.setReading(false));
		List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
		for (int count = 0; count < 100; count++) {
			posts.add(peer.postLater("{\"type\":6}" + RS));
		}
		await().until(() -> posts.stream().filter(CompletableFuture::isDone).count() == 35);
		this.fixture.hub.onClient((client) -> client.setReading(true));
		List<Integer> statuses = posts.stream().map((post) -> HttpPeer.get(post).statusCode()).toList();
		assertThat(statuses).containsOnly(200, 429);
		assertThat(statuses.stream().filter((status) -> status == 200).count()).isEqualTo(65);
		assertThat(refused("429")).isEqualTo(35);
	}

	@Test
	void clientThatLeavesTooMuchIsCut() {
		HttpPeer peer = peer().open();
		String message = "x".repeat(100_000) + RS;
		for (int count = 0; count < 11; count++) {
			if (!this.fixture.hub.clients.isEmpty()) {
				write(message);
			}
		}
		assertThat(this.fixture.closed("slow_client")).isOne();
		assertThat(peer.poll().statusCode()).isEqualTo(404);
	}

	@Test
	void hubHearsThatMuchWaitsAndThatItHasLeft() {
		HttpPeer peer = peer().open();
		write("x".repeat(600_000) + RS);
		assertThat(this.fixture.hub.full).containsExactly(true);
		assertThat(peer.poll().body()).hasSize(600_001);
		await().untilAsserted(() -> assertThat(this.fixture.hub.full).containsExactly(true, false));
	}

	@Test
	void largeMessagePasses() {
		HttpPeer peer = peer().open();
		String message = "x".repeat(3_000_000) + RS;
		write(message);
		assertThat(peer.poll().body()).isEqualTo(message);
	}

	/** What waits is little: the client is not slow. */
	@Test
	void largeMessagePassesBehindASmallOneThatWaits() {
		HttpPeer peer = peer().open();
		String message = "x".repeat(3_000_000) + RS;
		write("small" + RS);
		write(message);
		assertThat(peer.poll().body()).isEqualTo("small" + RS + message);
		assertThat(this.fixture.closed("slow_client")).isZero();
	}

	@Test
	void hubPingsAreNotSent() {
		useTimes((times) -> new Timeouts(times.handshake(), Duration.ofMillis(20), Duration.ofMillis(60), times.send(),
				times.negotiated(), times.close(), times.sweep(), times.clientResult(), Duration.ofMillis(500),
				times.disconnect(), times.body(), times.server()));
		HttpPeer peer = peer().open();
		HttpResponse<String> poll = peer.poll();
		assertThat(poll.statusCode()).isEqualTo(200);
		assertThat(poll.body()).isEmpty();
		assertThat(this.fixture.hub.closed).isEmpty();
	}

	@Test
	void drainTellsPollsAndWaitsForThem() {
		HttpPeer peer = peer().open();
		CompletableFuture<HttpResponse<String>> waiting = peer.pollLater();
		CompletableFuture<Void> drained = this.fixture.relay.drain(Duration.ZERO).toCompletableFuture();
		assertThat(HttpPeer.get(waiting).body()).isEqualTo("{\"type\":7,\"allowReconnect\":true}" + RS);
		assertThat(peer.poll().statusCode()).isEqualTo(204);
		HttpPeer.get(drained);
		assertThat(this.fixture.closed("relay_shutdown")).isOne();
	}

	@Test
	void appServerLearnsOfTheRequest() {
		HttpPeer peer = peer(ANN);
		peer.send(peer.request("/", "&id=" + peer.token + "&room=7").header("X-Own", "v").GET());
		peer.post(HttpPeer.HANDSHAKE);
		ClientConnection client = this.fixture.hub.opened.get(0);
		assertThat(client.userId()).isEqualTo("ann");
		assertThat(client.queryString()).contains("room=7").doesNotContain("access_token");
		assertThat(client.headers().byName()).containsEntry("X-Own", List.of("v"))
			.containsKey("X-Forwarded-For")
			.doesNotContainKey("Authorization");
	}

	@Test
	void metersTellTheTransport() {
		peer().open();
		assertThat(this.fixture.meters.get("signalr.relay.client.opened")
			.tag("transport", "long_polling")
			.counter()
			.count()).isOne();
		assertThat(this.fixture.meters.get("signalr.relay.client.connections")
			.tag("transport", "long_polling")
			.gauge()
			.value()).isOne();
	}

}
