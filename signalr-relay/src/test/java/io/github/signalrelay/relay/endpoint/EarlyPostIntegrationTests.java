// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Access;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.endpoint.HttpPeer.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Posts that come before the first {@code GET} (transports reference, section 7).
 */
class EarlyPostIntegrationTests {

	private static final String RS = "\u001E";

	private static final String PING = "{\"type\":6}" + RS;

	/** More than is kept. */
	private static final String LARGE = PING.repeat(7_000);

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private HttpPeer peer(Claim... claims) {
		return new HttpPeer(this.fixture.port, claims);
	}

	private void forgetAfter(Duration negotiated) {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts((times) -> new Timeouts(times.handshake(), times.keepAlive(),
				times.client(), times.send(), negotiated, times.close(), times.sweep(), times.clientResult(),
				times.poll(), times.disconnect(), times.body(), times.server()));
	}

	private String received() {
		return String.join("", this.fixture.hub.data);
	}

	/** A body of a length that the relay does not know is not read. */
	private static CompletableFuture<HttpResponse<String>> postUnsized(HttpPeer peer) {
		return peer.sendLater(peer.request().POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(PING))));
	}

	@Test
	void pollsAnswerWhatWasPostedBefore() {
		HttpPeer peer = peer();
		HttpResponse<String> posted = peer.post(HttpPeer.HANDSHAKE.substring(0, 10));
		assertThat(posted.statusCode()).isEqualTo(200);
		assertThat(posted.headers().firstValue("content-type")).contains("text/plain");
		assertThat(posted.body()).isEmpty();
		assertThat(peer.post(HttpPeer.HANDSHAKE.substring(10) + PING).statusCode()).isEqualTo(200);
		assertThat(this.fixture.hub.opened).isEmpty();
		assertThat(peer.poll().body()).isEmpty();
		assertThat(peer.poll().body()).isEqualTo("{}" + RS);
		assertThat(peer.post(PING).statusCode()).isEqualTo(200);
		assertThat(received()).isEqualTo(PING + PING);
	}

	@Test
	void eventStreamAnswersWhatWasPostedBefore() {
		HttpPeer peer = peer();
		assertThat(peer.post(HttpPeer.HANDSHAKE).statusCode()).isEqualTo(200);
		try (Events events = peer.events()) {
			assertThat(events.line()).isEqualTo(":");
			assertThat(events.event()).isEqualTo("{}" + RS);
			assertThat(peer.post(PING).statusCode()).isEqualTo(200);
			assertThat(received()).isEqualTo(PING);
		}
	}

	@Test
	void largeBodyIsReadWhenThereIsATransport() {
		HttpPeer peer = peer();
		try (RawSocket slow = new RawSocket(this.fixture.port)) {
			String body = HttpPeer.HANDSHAKE + LARGE;
			slow.send("POST " + RelayFixture.clientUri() + "&id=" + peer.token
					+ " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n");
			assertThat(peer.poll().body()).isEmpty();
			slow.send(body);
			assertThat(slow.response().status()).isEqualTo(200);
		}
		assertThat(received()).isEqualTo(LARGE);
	}

	@Test
	void bodyThatIsNotKeptIsTakenByTheTransport() {
		HttpPeer peer = peer();
		assertThat(peer.post(HttpPeer.HANDSHAKE).statusCode()).isEqualTo(200);
		CompletableFuture<HttpResponse<String>> large = peer.postLater(LARGE);
		CompletableFuture<HttpResponse<String>> behind = peer.postLater("{\"type\":6,\"last\":true}" + RS);
		assertThat(peer.poll().body()).isEmpty();
		assertThat(peer.poll().body()).isEqualTo("{}" + RS);
		assertThat(HttpPeer.get(large).statusCode()).isEqualTo(200);
		assertThat(HttpPeer.get(behind).statusCode()).isEqualTo(200);
		assertThat(received()).contains(LARGE).contains("last");
	}

	@Test
	void whoComesForNothingHearsThatTheConnectionIsGone() {
		forgetAfter(Duration.ofMillis(300));
		HttpPeer peer = peer();
		assertThat(HttpPeer.get(postUnsized(peer)).statusCode()).isEqualTo(404);
		assertThat(peer.poll().statusCode()).isEqualTo(404);
	}

	@Test
	void tooManyAreRefused() {
		forgetAfter(Duration.ofSeconds(2));
		HttpPeer peer = peer();
		List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
		for (int count = 0; count < 30; count++) {
			posts.add(postUnsized(peer));
		}
		List<Integer> statuses = posts.stream().map((post) -> HttpPeer.get(post).statusCode()).toList();
		assertThat(statuses).containsOnly(404, 429);
		assertThat(statuses.stream().filter((status) -> status == 404).count()).isBetween(17L, 18L);
	}

	@Test
	void strangersFindNothing() {
		HttpPeer peer = peer(new Claim("asrs.s.uid", "ann"));
		HttpPeer stranger = peer(new Claim("asrs.s.uid", "bob"));
		for (int round = 0; round < 2; round++) { // before and behind the owner
			HttpResponse<String> response = stranger
				.send(stranger.request("/", "&id=" + peer.token).POST(BodyPublishers.ofString("x")));
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.body()).isEqualTo("No Connection with that ID");
			peer.post(HttpPeer.HANDSHAKE);
		}
	}

	@Test
	void nothingIsKeptWhereNoTransportTakesIt() {
		this.fixture.close();
		this.fixture = new RelayFixture((settings) -> {
			Access access = settings.access();
			return settings.withAccess(new Access(access.audience(), access.clockSkew(), access.allowedOrigins(),
					access.trustedProxies(), Set.of(TransportType.WEB_SOCKETS)));
		});
		assertThat(peer().post(HttpPeer.HANDSHAKE).statusCode()).isEqualTo(404);
	}

}
