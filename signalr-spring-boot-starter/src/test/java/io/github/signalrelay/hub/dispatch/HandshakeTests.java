// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 2: every row of its table that the hub answers.
 */
class HandshakeTests {

	private HubFixture fixture = HubFixture.of(CountingHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void successIsAnEmptyObject() {
		TestClient client = this.fixture.connect();
		assertThat(client.receivedTypes()).containsExactly(DataMessageType.HANDSHAKE);
		assertThat(client.isClosedByServer()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"protocol\":\"JSON\",\"version\":1}", "{\"version\":2,\"protocol\":\"json\",\"x\":[1]}",
			"{\"protocol\":\"json\",\"version\":0}", "{\"protocol\":\"json\",\"version\":-1}" })
	void acceptedRequests(String request) {
		TestClient client = this.fixture.open();
		client.send(request);
		client.awaitReceived("{}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"protocol\":\"xml\",\"version\":1} | The protocol 'xml' is not supported.",
			"{\"protocol\":\"json\",\"version\":3} | The server does not support version 3 of the 'json' protocol.",
			"{\"protocol\":\"json\"} | An unexpected error occurred during connection handshake.",
			"42 | An unexpected error occurred during connection handshake.",
			"{ | An unexpected error occurred during connection handshake." })
	void refusedRequests(String request, String error) {
		TestClient client = this.fixture.open();
		client.send(request);
		client.awaitReceived("{\"error\":\"" + error + "\"}");
		assertThat(client.receivedTypes()).containsExactly(DataMessageType.HANDSHAKE);
		client.awaitClosedByServer();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(hub().connects + hub().disconnects).isZero();
	}

	@Test
	void detailedErrorsTellWhatIsMalformed() {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withEnableDetailedErrors(true), CountingHub.class);
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":\"1\"}");
		client.awaitReceived("{\"error\":\"An unexpected error occurred during connection handshake. "
				+ "InvalidDataException: Expected 'version' to be of type Number.\"}");
	}

	@Test
	void requestMayComeByteByByte() {
		TestClient client = this.fixture.open();
		for (byte part : TestClient.bytes("{\"protocol\":\"json\",\"version\":1}\u001e")) {
			assertThat(client.received()).isEmpty();
			client.raw(Payload.wrap(new byte[] { part }), false);
		}
		client.awaitReceived("{}");
	}

	@Test
	void messagesMayComeWithTheRequest() {
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":1,\"invocationId\":\"1\",\"target\":\"echo\","
				+ "\"arguments\":[\"a\"]}");
		client.awaitReceived("{}", "{\"type\":3,\"invocationId\":\"1\",\"result\":\"a\"}");
	}

	@Test
	void requestThatDoesNotComeInTimeIsCanceled() {
		TestClient client = this.fixture.open();
		this.fixture.pass(Duration.ofSeconds(15));
		assertThat(client.received()).isEmpty();
		this.fixture.pass(Duration.ofSeconds(1));
		client.awaitReceived("{\"error\":\"Handshake was canceled.\"}");
		client.awaitClosedByServer();
	}

	@Test
	void endlessRequestIsCanceled() {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withMaximumReceiveMessageSize(DataSize.ofBytes(100)),
				CountingHub.class);
		TestClient client = this.fixture.open();
		client.raw(Payload.utf8(" ".repeat(100)), false);
		assertThat(client.received()).isEmpty();
		client.raw(Payload.utf8(" "), false);
		client.awaitReceived("{\"error\":\"Handshake was canceled.\"}");
		client.awaitClosedByServer();
	}

	@Test
	void clientThatLeavesBeforeItsRequestGetsNothing() {
		TestClient client = this.fixture.open();
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(this.fixture.link.sent).isEmpty();
		assertThat(hub().connects + hub().disconnects).isZero();
	}

	@Test
	void clientOfAnotherServerHasHadItsResponse() { // service protocol reference, 6.8
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "moved",
				List.of(), TestClient.headers("asrs-migrate-from", "other-server"), "");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.invoke("1", "echo", "\"a\"");
		client.awaitReceived("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a\"}");
	}

	private CountingHub hub() {
		return this.fixture.bean(CountingHub.class);
	}

	@Hub("counting")
	static class CountingHub {

		volatile int connects;

		volatile int disconnects;

		@OnConnected
		void connected() {
			this.connects++;
		}

		@OnDisconnected
		void disconnected() {
			this.disconnects++;
		}

		@HubMethod
		String echo(String text) {
			return text;
		}

	}

}
