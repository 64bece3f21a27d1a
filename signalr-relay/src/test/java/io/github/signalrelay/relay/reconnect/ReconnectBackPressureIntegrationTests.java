// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.client.CloseCategory;

import static io.github.signalrelay.relay.reconnect.ResumingClients.PING;
import static io.github.signalrelay.relay.reconnect.ResumingClients.acknowledgement;
import static io.github.signalrelay.relay.reconnect.ResumingClients.call;
import static io.github.signalrelay.relay.reconnect.ResumingClients.item;
import static io.github.signalrelay.relay.reconnect.ResumingClients.sequence;
import static io.github.signalrelay.relay.reconnect.ResumingClients.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens when more waits for the acknowledgement of a client than may be kept for
 * it.
 */
class ReconnectBackPressureIntegrationTests {

	private final ResumingClients clients = new ResumingClients(
			new ReconnectSettings(Duration.ofSeconds(15), 1000, 100_000));

	@AfterEach
	void stop() {
		this.clients.close();
	}

	@Test
	void theHubIsToldWhenTooMuchWaitsForAcknowledgement() {
		try (RawSocket client = this.clients.open(this.clients.token())) {
			this.clients.write(item(1).repeat(30));
			assertThat(this.clients.hub().full).containsExactly(true);
			this.clients.write(item(1));
			client.sendText(acknowledgement(29) + PING);
			this.clients.received(PING);
			assertThat(this.clients.hub().full).containsExactly(true);
			client.sendText(acknowledgement(30));
			await().untilAsserted(() -> assertThat(this.clients.hub().full).containsExactly(true, false));
		}
	}

	@Test
	void theTokenMayAskForAnotherBuffer() {
		Claim buffer = new Claim("asrs.s.srb", "500");
		String token = this.clients.token(buffer);
		try (RawSocket client = this.clients.open(token, buffer)) {
			this.clients.write(item(1).repeat(10));
			assertThat(this.clients.hub().full).isEmpty();
			this.clients.write(item(1).repeat(10));
			assertThat(this.clients.hub().full).containsExactly(true);
		}
	}

	@Test
	void acknowledgementsGetInAlthoughTheHubTakesNothing() {
		try (RawSocket client = this.clients.open(this.clients.token())) {
			this.clients.write(item(1).repeat(30));
			this.clients.hub().onClient((connection) -> connection.setReading(false));
			client.sendText(call(1));
			client.sendText(acknowledgement(30));
			await().untilAsserted(() -> assertThat(this.clients.hub().full).containsExactly(true, false));
			client.sendText(call(2)); // is not even read
			assertThat(this.clients.hub().data).isEmpty();
			this.clients.hub().onClient((connection) -> connection.setReading(true));
			this.clients.received(call(1), call(2));
		}
	}

	@Test
	void whatCameIsForTheHubEvenIfTheClientGoes() {
		try (RawSocket client = this.clients.open(this.clients.token())) {
			this.clients.write(item(1).repeat(30));
			this.clients.hub().onClient((connection) -> connection.setReading(false));
			client.sendText(call(1));
			client.sendClose(1000);
			this.clients.received(call(1));
			assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		}
	}

	@Test
	void aClientThatIsThereLosesTheOldestOfItsBuffer() {
		try (ResumingClients narrow = new ResumingClients(new ReconnectSettings(Duration.ofSeconds(15), 1000, 1000))) {
			String token = narrow.token();
			RawSocket first = narrow.open(token);
			IntStream.rangeClosed(1, 100).forEach((number) -> narrow.write(item(number)));
			assertThat(texts(first, 100)).hasSize(100);
			first.close();
			narrow.awaitAway(1);
			try (RawSocket second = narrow.connect(token)) {
				// It has them all, so it accepts this; one that had not would notice
				String sequence = second.readData().text();
				assertThat(sequence).startsWith("{\"type\":9,\"sequenceId\":").isNotEqualTo(sequence(1));
				String last = second.readData().text();
				while (!last.equals(item(100))) {
					last = second.readData().text();
				}
			}
			assertThat(narrow.meters().get("signalr.relay.reconnect.forgotten").counter().count()).isPositive();
		}
	}

	@Test
	void whatWasUnderWayWhenTheHubWasAskedToPauseIsKept() {
		int items = 128;
		String token = this.clients.token();
		this.clients.open(token).close();
		this.clients.awaitAway(1);
		this.clients.hub().onClient((connection) -> connection.tolerateData(true));
		IntStream.rangeClosed(1, items).forEach((number) -> this.clients.write(large(number)));
		this.clients.hub().onClient((connection) -> connection.tolerateData(false));
		try (RawSocket second = this.clients.connect(token)) {
			this.clients.awaitAway(0);
			this.clients.write(item(0)); // the hub did not cause what waits before this
			assertThat(second.readData().text()).isEqualTo(sequence(1));
			for (int number = 1; number <= items; number++) {
				assertThat(second.readData().text()).isEqualTo(large(number));
			}
			assertThat(second.readData().text()).isEqualTo(item(0));
			assertThat(this.clients.hub().closed).isEmpty();
		}
	}

	private static String large(int number) {
		return "{\"type\":2,\"invocationId\":\"1\",\"item\":\"" + number + "x".repeat(64 * 1024) + "\"}"
				+ RecordingHub.RS;
	}

	@Test
	void whatComesBehindTheAcknowledgementOfAPauseCountsAgain() {
		String token = this.clients.token();
		this.clients.open(token).close();
		this.clients.awaitAway(1);
		this.clients.hub().onClient((connection) -> connection.tolerateData(true));
		this.clients.write(item(1).repeat(3000));
		this.clients.hub().onClient((connection) -> connection.tolerateData(false));
		this.clients.write(item(1).repeat(1000));
		assertThat(this.clients.away()).isOne();
		this.clients.write(item(1).repeat(3000));
		assertThat(this.clients.onlyEnd().category()).isEqualTo(CloseCategory.RECONNECT_BUFFER_FULL);
	}

}
