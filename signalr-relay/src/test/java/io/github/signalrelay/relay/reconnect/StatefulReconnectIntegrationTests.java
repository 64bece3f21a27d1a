// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.client.ClientConnection;

import static io.github.signalrelay.relay.reconnect.ResumingClients.PING;
import static io.github.signalrelay.relay.reconnect.ResumingClients.acknowledgement;
import static io.github.signalrelay.relay.reconnect.ResumingClients.call;
import static io.github.signalrelay.relay.reconnect.ResumingClients.item;
import static io.github.signalrelay.relay.reconnect.ResumingClients.readNoAck;
import static io.github.signalrelay.relay.reconnect.ResumingClients.sequence;
import static io.github.signalrelay.relay.reconnect.ResumingClients.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Stateful reconnect as a client sees it on the wire: what is agreed on and how a lost
 * connection goes on. Hub protocol reference, section 14, and transports reference,
 * sections 2 to 4.
 */
class StatefulReconnectIntegrationTests {

	private final ResumingClients clients = new ResumingClients();

	@AfterEach
	void stop() {
		this.clients.close();
	}

	@Test
	void agreedOnWhenBothSidesWantIt() {
		assertThat(this.clients.negotiate("&negotiateVersion=1&useStatefulReconnect=true").body())
			.startsWith("{\"useStatefulReconnect\":true,\"negotiateVersion\":1,");
		assertThat(this.clients.negotiate("&negotiateVersion=1").body()).doesNotContain("useStatefulReconnect");
		assertThat(this.clients.negotiate("&negotiateVersion=1&useStatefulReconnect=false").body())
			.doesNotContain("useStatefulReconnect");
		this.clients.hub().stateful = false;
		assertThat(this.clients.negotiate("&negotiateVersion=1&useStatefulReconnect=true").body())
			.doesNotContain("useStatefulReconnect");
	}

	@Test
	void notAgreedOnWhereThePublicIdWouldBeTheToken() {
		assertThat(this.clients.negotiate("&useStatefulReconnect=true").body()).doesNotContain("useStatefulReconnect");
	}

	@Test
	void theAppServerSeesAClientOfVersion1() {
		try (RawSocket client = this.clients.open(this.clients.token())) {
			assertThat(this.clients.hub().opened.get(0).handshakeRequest().toUtf8String())
				.isEqualTo("{\"protocol\":\"json\",\"version\":1}" + RecordingHub.RS);
		}
	}

	@Test
	void aLostConnectionGoesOn() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		first.sendText(call(1));
		this.clients.received(call(1));
		this.clients.write(item(1));
		assertThat(first.readData().text()).isEqualTo(item(1));
		first.close();
		this.clients.awaitAway(1);
		this.clients.write(item(2));
		this.clients.write(PING);
		try (RawSocket second = this.clients.connect(token)) {
			assertThat(texts(second, 3)).containsExactly(sequence(1), item(1), item(2));
			second.sendText(sequence(2) + call(2));
			this.clients.received(call(1), call(2));
			this.clients.write(item(3));
			assertThat(readNoAck(second)).isEqualTo(item(3));
		}
		assertThat(this.clients.hub().opened).hasSize(1);
		assertThat(this.clients.hub().reconnected).containsExactly(this.clients.hub().opened.get(0).id());
		assertThat(this.clients.outcomes("resumed")).isOne();
	}

	@Test
	void whatWasAcknowledgedIsNotSentAgain() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		IntStream.rangeClosed(1, 5).forEach((number) -> this.clients.write(item(number)));
		texts(first, 5);
		first.sendText(acknowledgement(3) + call(1));
		this.clients.received(call(1)); // and never the acknowledgement
		first.close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token)) {
			assertThat(texts(second, 3)).containsExactly(sequence(4), item(4), item(5));
		}
	}

	@Test
	void withNothingToRepeatTheNextMessageIsAnnounced() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		this.clients.write(item(1));
		first.readData();
		first.sendText(acknowledgement(1) + PING);
		this.clients.received(PING);
		first.close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token)) {
			assertThat(second.readData().text()).isEqualTo(sequence(2));
		}
	}

	@Test
	void multicastsHaveIdsToo() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		this.clients.write(item(1));
		this.clients.multicast(item(2));
		assertThat(texts(first, 2)).containsExactly(item(1), item(2));
		first.close();
		this.clients.awaitAway(1);
		this.clients.multicast(item(3));
		this.clients.write(item(4));
		try (RawSocket second = this.clients.connect(token)) {
			assertThat(texts(second, 5)).containsExactly(sequence(1), item(1), item(2), item(3), item(4));
		}
	}

	@Test
	void repeatedMessagesOfTheClientAreLeftOut() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		first.sendText(call(1) + call(2));
		this.clients.received(call(1) + call(2));
		first.close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token)) {
			second.sendText(sequence(1));
			second.sendText(call(1) + call(2) + call(3));
			this.clients.received(call(1) + call(2), call(3));
		}
	}

	@Test
	void theBeginningOfAMessageIsForgottenWithItsConnection() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		first.sendText(call(1).substring(0, 10));
		first.sendText("");
		first.close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token)) {
			second.sendText(sequence(1) + call(1));
			this.clients.received(call(1));
		}
	}

	@Test
	void aLivingConnectionIsReplaced() {
		String token = this.clients.token();
		try (RawSocket first = this.clients.open(token); RawSocket second = this.clients.connect(token)) {
			assertThat(second.readData().text()).isEqualTo(sequence(1));
			assertThat(first.isEnded()).isTrue();
			second.sendText(sequence(1) + call(1));
			this.clients.received(call(1));
			this.clients.write(item(1));
			assertThat(readNoAck(second)).isEqualTo(item(1));
			assertThat(this.clients.hub().closed).isEmpty();
		}
	}

	@Test
	void connectionsOfAllLoopsComeBackToThem() {
		for (int round = 1; round <= 24; round++) {
			String token = this.clients.token();
			RawSocket socket = this.clients.open(token);
			ClientConnection client = this.clients.hub().opened.get(round - 1);
			socket.close();
			this.clients.awaitAway(1);
			try (RawSocket second = this.clients.connect(token)) {
				assertThat(second.readData().text()).isEqualTo(sequence(1));
				client.eventLoop()
					.submit(() -> client.writeData(Payload.utf8(item(1)), DataMessageType.INVOCATION))
					.syncUninterruptibly();
				assertThat(second.readData().text()).isEqualTo(item(1));
				second.sendText(sequence(1) + call(round));
				String expected = call(round);
				await().untilAsserted(() -> assertThat(this.clients.hub().data).contains(expected));
				second.sendClose(1000);
				assertThat(second.isEnded()).isTrue();
			}
		}
		assertThat(this.clients.outcomes("resumed")).isEqualTo(24);
	}

	@Test
	void receivedMessagesAreAcknowledged() {
		try (RawSocket client = this.clients.open(this.clients.token())) {
			client.sendText(call(1) + PING + call(2));
			assertThat(client.readData().text()).isEqualTo(acknowledgement(2));
		}
	}

	@Test
	void anAcknowledgementIsRepeatedToTheOneWhoComesBack() {
		String token = this.clients.token();
		RawSocket first = this.clients.open(token);
		first.sendText(call(1));
		assertThat(first.readData().text()).isEqualTo(acknowledgement(1));
		first.close();
		this.clients.awaitAway(1);
		try (RawSocket second = this.clients.connect(token)) {
			assertThat(texts(second, 2)).containsExactly(sequence(1), acknowledgement(1));
		}
	}

}
