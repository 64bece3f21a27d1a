// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.client.CloseCategory;

import static io.github.signalrelay.relay.reconnect.ResumingClients.item;
import static io.github.signalrelay.relay.reconnect.ResumingClients.sequence;
import static io.github.signalrelay.relay.reconnect.ResumingClients.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a client that may come back is refused, and what ends its connection for good.
 */
class ReconnectEndIntegrationTests {

	private static final Claim ADA = new Claim("asrs.s.uid", "ada");

	private static final Claim MALLORY = new Claim("asrs.s.uid", "mallory");

	private static final Claim DETAILED_ERRORS = new Claim("asrs.s.derror", "True");

	private ResumingClients clients = new ResumingClients();

	@AfterEach
	void stop() {
		this.clients.close();
	}

	@Test
	void aSequenceTooGreatEndsTheConnection() {
		String token = this.clients.token(ADA, DETAILED_ERRORS);
		this.clients.open(token, ADA, DETAILED_ERRORS).close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token, ADA, DETAILED_ERRORS)) {
			second.readData();
			second.sendText(sequence(2));
			assertThat(second.readData().text()).contains("\"type\":7",
					"InvalidOperationException: Sequence ID greater than amount of messages we've received.");
			assertThat(second.readData().closeCode()).isEqualTo(1000);
		}
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.PROTOCOL_ERROR);
	}

	@Test
	void anotherUserCannotTakeTheConnection() {
		String token = this.clients.token(ADA);
		RawSocket first = this.clients.open(token, ADA);
		assertThat(this.clients.refused(token, MALLORY).status()).isEqualTo(404);
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
		this.clients.write(item(1));
		assertThat(first.readData().text()).isEqualTo(item(1));
		first.close();
		this.clients.awaitAway(1);
		assertThat(this.clients.refused(token, MALLORY).status()).isEqualTo(404);
		assertThat(this.clients.outcomes("refused")).isEqualTo(3);
		try (RawSocket second = this.clients.connect(token, ADA)) {
			assertThat(texts(second, 2)).containsExactly(sequence(1), item(1));
		}
	}

	@Test
	void thePublicIdIsNoToken() {
		String token = this.clients.token();
		try (RawSocket first = this.clients.open(token)) {
			assertThat(this.clients.refused(this.clients.hub().opened.get(0).id()).status()).isEqualTo(404);
		}
	}

	@Test
	void whoStaysAwayTooLongIsGone() {
		restart(new ReconnectSettings(Duration.ofMillis(200), 1000, 1000));
		String token = this.clients.token();
		this.clients.open(token).close();
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.NOT_RECONNECTED);
		assertThat(this.clients.onlyEnd().error()).isNull();
		assertThat(this.clients.closed("not_reconnected")).isOne();
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
		assertThat(this.clients.away()).isZero();
	}

	@Test
	void tooMuchForAClientThatIsAwayEndsItsConnection() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 1000));
		String token = this.clients.token();
		this.clients.open(token).close();
		this.clients.awaitAway(1);
		this.clients.hub()
			.onClient((client) -> IntStream.rangeClosed(1, 100)
				.forEach((number) -> client.writeData(Payload.utf8(item(number)), DataMessageType.INVOCATION)));
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.RECONNECT_BUFFER_FULL);
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
		assertThat(this.clients.meters().get("signalr.relay.reconnect.kept.bytes").gauge().value()).isZero();
	}

	@Test
	void aCleanCloseIsTheEnd() {
		String token = this.clients.token();
		try (RawSocket first = this.clients.open(token)) {
			first.sendClose(1000);
			assertThat(first.isEnded()).isTrue();
		}
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
	}

	@Test
	void theHubCanEndAClientThatIsAway() {
		String token = this.clients.token();
		this.clients.open(token).close();
		this.clients.awaitAway(1);
		this.clients.hub().onClient((client) -> client.close(CloseCategory.CLOSED_BY_REQUEST, null, false));
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.CLOSED_BY_REQUEST);
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
		await().untilAsserted(() -> assertThat(this.clients.relay().clientConnections()).isZero());
	}

	@Test
	void aClientOfVersion1CannotComeBack() {
		String token = this.clients.token();
		try (RawSocket first = this.clients.connect(token).handshake()) {
			assertThat(this.clients.refused(token).status()).isEqualTo(409);
			assertThat(this.clients.refused(token).body()).isEmpty();
		}
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		assertThat(this.clients.refused(token).status()).isEqualTo(404);
	}

	@Test
	void nobodyComesBackBeforeTheHandshake() {
		String token = this.clients.token();
		try (RawSocket first = this.clients.connect(token)) {
			assertThat(this.clients.refused(token).status()).isEqualTo(409);
		}
		await().untilAsserted(() -> assertThat(this.clients.relay().clientConnections()).isZero());
	}

	@Test
	void theEndOfTheRelayEndsClientsThatAreAway() {
		this.clients.open(this.clients.token()).close();
		this.clients.awaitAway(1);
		this.clients.relay().drain(Duration.ZERO).toCompletableFuture().join();
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.RELAY_SHUTDOWN);
	}

	private void restart(ReconnectSettings settings) {
		this.clients.close();
		this.clients = new ResumingClients(settings);
	}

}
