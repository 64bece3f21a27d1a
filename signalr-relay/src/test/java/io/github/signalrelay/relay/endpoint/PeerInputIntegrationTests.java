// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Limits;
import io.github.signalrelay.relay.RelaySettings.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Input of peers that must stay their own trouble, and what routing has to hear of them
 * in time.
 */
class PeerInputIntegrationTests {

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	/** App servers read header names without regard to case and fail on doubles. */
	@Test
	void headerInTwoSpellingsIsOneHeader() {
		RawSocket
			.webSocket(this.fixture.port, RelayFixture.clientUri(), "X-Tenant: a", "x-tenant: b", "X-TENANT: c",
					"x-forwarded-for: 1.2.3.4", "AUTHORIZATION: Bearer " + RelayFixture.clientToken())
			.handshake()
			.close();
		var headers = this.fixture.hub.opened.get(0).headers();
		assertThat(headers.byName().keySet().stream().filter((name) -> name.equalsIgnoreCase("x-tenant")))
			.containsExactly("X-Tenant");
		assertThat(headers.values("x-tenant")).containsExactly("a", "b", "c");
		assertThat(headers.values("x-forwarded-for")).containsExactly("127.0.0.1");
		assertThat(headers.values("authorization")).isEmpty();
	}

	@Test
	void expiryFarOutOfRangeIsAnswered() {
		for (long seconds : new long[] { Long.MIN_VALUE, Long.MAX_VALUE }) {
			try (RawSocket client = new RawSocket(this.fixture.port)) {
				Response response = client.upgrade(RelayFixture.clientUri(new Claim("asrs.s.coae", "true"),
						new Claim("asrs.s.aeo", Long.toString(seconds))));
				assertThat(response.status()).isEqualTo(101);
			}
		}
	}

	@Test
	void connectionsThatWereTakenDoNotCountAsPromised() {
		this.fixture.close();
		this.fixture = RelayFixture.withLimits((limits) -> new Limits(limits.clientMessageBytes(),
				limits.clientPendingBytes(), limits.serverMessageBytes(), limits.serverPendingBytes(),
				limits.clientConnections(), 1, limits.groupsPerConnection(), limits.groupNameLength(),
				limits.serverBacklogBytes(), limits.connectionsPerUser(), limits.handshakesPerSecond(),
				limits.clientUnsentBytes(), limits.storedClaimsBytes(), limits.storedClaimsPerClientBytes()));
		for (int count = 0; count < 3; count++) {
			Response negotiated = negotiate();
			assertThat(negotiated.status()).isEqualTo(200);
			String token = negotiated.body().replaceFirst(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
			assertThat(negotiate().status()).isEqualTo(503);
			RawSocket.webSocket(this.fixture.port, RelayFixture.clientUri() + "&id=" + token).close();
		}
	}

	private Response negotiate() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			client.send("POST /client/negotiate?hub=chat&negotiateVersion=1 HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Length: 0\r\nAuthorization: Bearer " + RelayFixture.clientToken() + "\r\n\r\n");
			return client.response();
		}
	}

	/**
	 * Nothing passes any more in either direction, so routing must not place clients
	 * there while the app server takes its time to answer the close frame.
	 */
	@Test
	void routingHearsAtOnceOfAServerConnectionThatIsClosed() {
		useCloseTimeoutThatNeverEnds();
		try (RawSocket server = this.fixture.openServer()) {
			this.fixture.servers.transports.get(0).close(1000, "enough");
			await().untilAsserted(() -> assertThat(this.fixture.servers.closed).containsExactly("enough"));
			assertThat(server.read().closeCode()).isEqualTo(1000);
		}
		await().until(() -> this.fixture.relay.serverConnections() == 0);
		assertThat(this.fixture.servers.closed).hasSize(1);
	}

	@Test
	void routingHearsAtOnceOfAServerConnectionThatSendsTooMuch() {
		useCloseTimeoutThatNeverEnds();
		try (RawSocket server = this.fixture.openServer()) {
			server.sendBinary(new byte[] { (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F });
			await().untilAsserted(() -> assertThat(this.fixture.servers.closed).hasSize(1));
			server.sendBinary(ServiceMessageWriter.write(new ServiceError("late")));
			assertThat(server.read().closeCode()).isEqualTo(1009);
		}
		assertThat(this.fixture.servers.messages).isEqualTo(List.of());
	}

	private void useCloseTimeoutThatNeverEnds() {
		this.fixture.close();
		this.fixture = RelayFixture.withTimeouts((times) -> new Timeouts(times.handshake(), times.keepAlive(),
				times.client(), times.send(), times.negotiated(), Duration.ofHours(1), times.sweep(),
				times.clientResult(), times.poll(), times.disconnect(), times.body(), times.server()));
	}

	@Test
	void clientIsForgottenAlsoWhenRoutingFailsToHearOfItsEnd() {
		this.fixture.hub.onClosed = (client) -> {
			throw new IllegalStateException("routing failed, as this test wants");
		};
		this.fixture.open().close();
		await().until(() -> this.fixture.relay.clientConnections() == 0);
		try (RawSocket client = this.fixture.open()) {
			this.fixture.relay.drain(Duration.ZERO);
			assertThat(client.read().text()).contains("allowReconnect");
			assertThat(client.read().closeCode()).isEqualTo(1001);
		}
	}

}
