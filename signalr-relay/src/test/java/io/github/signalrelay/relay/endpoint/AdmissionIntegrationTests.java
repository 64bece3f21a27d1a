// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Limits of new connections.
 */
class AdmissionIntegrationTests {

	private static final Claim ANN = new Claim("asrs.s.uid", "ann");

	private RelayFixture fixture;

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private static RelayFixture withLimits(int connections, int connectionsPerUser, int handshakesPerSecond) {
		return RelayFixture.withLimits((limits) -> new Limits(limits.clientMessageBytes(), limits.clientPendingBytes(),
				limits.serverMessageBytes(), limits.serverPendingBytes(), connections, limits.negotiatedConnections(),
				limits.groupsPerConnection(), limits.groupNameLength(), limits.serverBacklogBytes(), connectionsPerUser,
				handshakesPerSecond, limits.clientUnsentBytes(), limits.storedClaimsBytes(),
				limits.storedClaimsPerClientBytes()));
	}

	private double refused(String endpoint) {
		return this.fixture.meters.get("signalr.relay.refused")
			.tag("endpoint", endpoint)
			.tag("status", "429")
			.counter()
			.count();
	}

	@Test
	void usersHaveALimitOfTheirOwn() {
		this.fixture = withLimits(100, 2, 100);
		HttpPeer peer = new HttpPeer(this.fixture.port, ANN);
		HttpPeer last = new HttpPeer(this.fixture.port, ANN);
		try (RawSocket socket = this.fixture.open(ANN)) {
			peer.open();
			HttpResponse<String> poll = last.poll();
			assertThat(poll.statusCode()).isEqualTo(429);
			assertThat(poll.body()).isEqualTo("Too many connections of this user.");
			assertThat(poll.headers().firstValue("retry-after")).contains("1");
			try (RawSocket upgrade = new RawSocket(this.fixture.port)) {
				assertThat(upgrade.upgrade(RelayFixture.clientUri(ANN)).status()).isEqualTo(429);
			}
			this.fixture.open().close();
			this.fixture.open(new Claim("asrs.s.uid", "bob")).close();
			assertThat(refused("client")).isEqualTo(2);
		}
		await().until(() -> last.poll().statusCode() == 200);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void limitsHoldWhenManyComeAtOnceOverAllTransports(boolean ofUser) throws Exception {
		int limit = 5;
		this.fixture = ofUser ? withLimits(1000, limit, 10_000) : withLimits(limit, 1000, 10_000);
		for (int round = 0; round < 5; round++) {
			List<Crowd.Outcome> outcomes = Crowd.come(this.fixture.port, 24, ofUser ? ANN : new Claim("x", "y"));
			try {
				assertThat(outcomes).filteredOn((outcome) -> outcome.status() == 429)
					.hasSize(24 - limit)
					.as("refused in round " + round);
				assertThat(outcomes).filteredOn(Crowd.Outcome::isIn).hasSize(limit);
				assertThat(this.fixture.relay.clientConnections()).isEqualTo(limit);
			}
			finally {
				outcomes.forEach(Crowd.Outcome::leave);
			}
			await().until(() -> this.fixture.relay.clientConnections() == 0);
		}
		assertThat(refused("client")).isEqualTo(5 * (24 - limit));
	}

	@Test
	void whoAsksForWhatIsNotThereTakesNobodysPlace() {
		this.fixture = withLimits(100, 1, 100);
		try (RawSocket unknown = new RawSocket(this.fixture.port)) {
			assertThat(unknown.upgrade(RelayFixture.clientUri(ANN) + "&id=unknown").status()).isEqualTo(404);
		}
		this.fixture.open(ANN).close();
	}

	@Test
	void refusedByTheRateKeepsNoPlace() {
		this.fixture = withLimits(1, 100, 1);
		await().until(() -> {
			try (RawSocket socket = new RawSocket(this.fixture.port)) {
				RawSocket.Response response = socket.upgrade(RelayFixture.clientUri());
				return response.status() == 429 && response.body().equals("Too many connections at once.");
			}
		});
		await().until(() -> {
			try (RawSocket socket = new RawSocket(this.fixture.port)) {
				return socket.upgrade(RelayFixture.clientUri()).status() == 101;
			}
		});
	}

	@Test
	void allHaveALimitTogether() {
		this.fixture = withLimits(1, 100, 100);
		new HttpPeer(this.fixture.port).open();
		HttpResponse<String> poll = new HttpPeer(this.fixture.port).poll();
		assertThat(poll.statusCode()).isEqualTo(429);
		assertThat(poll.body()).isEqualTo("Too many connections.");
	}

	@Test
	void newConnectionsComeAtALimitedRate() {
		this.fixture = withLimits(100, 100, 1);
		HttpPeer peer = new HttpPeer(this.fixture.port);
		await().until(() -> {
			HttpResponse<String> next = peer
				.send(peer.request("/negotiate", "").POST(HttpRequest.BodyPublishers.noBody()));
			return next.statusCode() == 429 && next.body().equals("Too many connections at once.")
					&& next.headers().firstValue("retry-after").isPresent();
		});
		assertThat(refused("negotiate")).isPositive();
		peer.open(); // was counted before
		await().until(() -> {
			try (RawSocket socket = new RawSocket(this.fixture.port)) {
				return socket.upgrade(RelayFixture.clientUri()).status() == 101;
			}
		});
	}

}
