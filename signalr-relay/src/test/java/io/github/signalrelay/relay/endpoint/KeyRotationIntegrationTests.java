// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RelayFixture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys are changed under a relay whose clients and app servers stay.
 */
class KeyRotationIntegrationTests {

	private static final AccessKey NEXT = new AccessKey("the-next-key-the-next-key-the-next-key-the-next-key");

	private final RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private static String token(AccessKey key, String path) {
		return new AccessTokenIssuer(key, TokenAlgorithm.HS256, Clock.systemUTC())
			.issue("http://localhost/" + path + "/?hub=chat", Duration.ofHours(1), List.of());
	}

	private int status(AccessKey key, String path) {
		try (RawSocket peer = new RawSocket(this.fixture.port)) {
			return peer.upgrade("/" + path + "/?hub=chat&cid=1", "Authorization: Bearer " + token(key, path)).status();
		}
	}

	@Test
	void bothKeysAreGoodUntilTheOldOneIsRemoved() {
		for (String path : List.of("client", "server")) {
			this.fixture.relay.accessKeys().replace(List.of(RelayFixture.KEY));
			assertThat(status(NEXT, path)).isEqualTo(401);
			this.fixture.relay.accessKeys().replace(List.of(NEXT, RelayFixture.KEY));
			assertThat(status(RelayFixture.KEY, path)).isEqualTo(101);
			assertThat(status(NEXT, path)).isEqualTo(101);
			this.fixture.relay.accessKeys().replace(List.of(NEXT));
			assertThat(status(RelayFixture.KEY, path)).isEqualTo(401);
			assertThat(status(NEXT, path)).isEqualTo(101);
		}
		assertThat(this.fixture.meters.get("signalr.relay.tokens.refused")
			.tags("endpoint", "server", "reason", "bad_signature")
			.counter()
			.count()).isEqualTo(2);
	}

	@Test
	void whoeverIsConnectedStays() {
		try (RawSocket client = this.fixture.open();
				RawSocket server = this.fixture.openServer();
				HttpPeer.Events events = new HttpPeer(this.fixture.port).openEvents()) {
			HttpPeer polling = new HttpPeer(this.fixture.port).open();
			this.fixture.relay.accessKeys().replace(List.of(NEXT));
			CompletableFuture<?> poll = polling.pollLater();
			assertThat(polling.post("{\"type\":6}\u001E").statusCode()).isEqualTo(200);
			this.fixture.hub.clients.values()
				.forEach((each) -> each.eventLoop()
					.execute(() -> each.writeData(Payload.utf8("{\"type\":1}\u001E"), DataMessageType.UNKNOWN)));
			assertThat(client.readData().text()).isEqualTo("{\"type\":1}\u001E");
			assertThat(events.event()).isEqualTo("{\"type\":1}\u001E");
			assertThat(HttpPeer.get(poll)).isNotNull();
			server.sendBinary(new byte[] { 2, (byte) 0x91, 3 });
			assertThat(this.fixture.relay.serverConnections()).isEqualTo(1);
			assertThat(polling.delete().statusCode()).isEqualTo(202);
		}
	}

	@Test
	void aKeyOfThePastOpensNothing() {
		HttpPeer negotiated = new HttpPeer(this.fixture.port);
		this.fixture.relay.accessKeys().replace(List.of(NEXT));
		assertThat(negotiated.poll().statusCode()).isEqualTo(401);
		assertThat(negotiated.post(HttpPeer.HANDSHAKE).statusCode()).isEqualTo(401);
		try (RawSocket peer = new RawSocket(this.fixture.port)) {
			assertThat(peer.upgrade(RelayFixture.clientUri() + "&id=" + negotiated.token).status()).isEqualTo(401);
		}
		assertThat(
				negotiated.send(negotiated.request("/negotiate", "&negotiateVersion=1").POST(BodyPublishers.noBody()))
					.statusCode())
			.isEqualTo(401);
	}

	@Test
	void aKeyOfThePastIsOfNoUseForAnotherConnection() {
		HttpPeer negotiated = new HttpPeer(this.fixture.port).open();
		this.fixture.relay.accessKeys().replace(List.of(NEXT));
		assertThat(negotiated.send(negotiated.request("/", "&id=x").GET()).statusCode()).isEqualTo(401);
		assertThat(status(RelayFixture.KEY, "client")).isEqualTo(401);
	}

}
