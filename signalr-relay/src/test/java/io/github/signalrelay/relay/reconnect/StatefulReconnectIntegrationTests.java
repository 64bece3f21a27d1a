// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RecordingHub.Closed;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Stateful reconnect as a client sees it on the wire: hub protocol reference, section 14,
 * and transports reference, sections 2 to 4.
 */
class StatefulReconnectIntegrationTests {

	private static final String RS = RecordingHub.RS;

	private static final String PING = "{\"type\":6}" + RS;

	private static final Pattern TOKEN = Pattern.compile("\"connectionToken\":\"([^\"]+)\"");

	private static final Claim ADA = new Claim("asrs.s.uid", "ada");

	private RelayFixture fixture = new RelayFixture();

	@BeforeEach
	void allow() {
		this.fixture.hub.stateful = true;
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	// Negotiation

	@Test
	void agreedOnWhenBothSidesWantIt() {
		assertThat(negotiate("&negotiateVersion=1&useStatefulReconnect=true").body())
			.startsWith("{\"useStatefulReconnect\":true,\"negotiateVersion\":1,");
		assertThat(negotiate("&negotiateVersion=1").body()).doesNotContain("useStatefulReconnect");
		assertThat(negotiate("&negotiateVersion=1&useStatefulReconnect=false").body())
			.doesNotContain("useStatefulReconnect");
		this.fixture.hub.stateful = false;
		assertThat(negotiate("&negotiateVersion=1&useStatefulReconnect=true").body())
			.doesNotContain("useStatefulReconnect");
	}

	@Test
	void notAgreedOnWhereThePublicIdWouldBeTheToken() {
		assertThat(negotiate("&useStatefulReconnect=true").body()).doesNotContain("useStatefulReconnect");
	}

	@Test
	void theAppServerSeesAClientOfVersion1() {
		try (RawSocket client = open(token())) {
			assertThat(this.fixture.hub.opened.get(0).handshakeRequest().toUtf8String())
				.isEqualTo("{\"protocol\":\"json\",\"version\":1}" + RS);
		}
	}

	// Coming back

	@Test
	void aLostConnectionGoesOn() {
		String token = token();
		RawSocket first = open(token);
		first.sendText(call(1));
		received(call(1));
		write(item(1));
		assertThat(first.readData().text()).isEqualTo(item(1));
		first.close();
		awaitAway(1);
		write(item(2));
		write(PING);
		try (RawSocket second = connect(token)) {
			assertThat(texts(second, 3)).containsExactly(sequence(1), item(1), item(2));
			second.sendText(sequence(2) + call(2));
			received(call(1), call(2));
			write(item(3));
			assertThat(readNoAck(second)).isEqualTo(item(3));
		}
		assertThat(this.fixture.hub.opened).hasSize(1);
		assertThat(this.fixture.hub.reconnected).containsExactly(this.fixture.hub.opened.get(0).id());
		assertThat(outcomes("resumed")).isOne();
	}

	@Test
	void whatWasAcknowledgedIsNotSentAgain() {
		String token = token();
		RawSocket first = open(token);
		IntStream.rangeClosed(1, 5).forEach((number) -> write(item(number)));
		texts(first, 5);
		first.sendText("{\"type\":8,\"sequenceId\":3}" + RS + call(1));
		received(call(1)); // and never the acknowledgement
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			assertThat(texts(second, 3)).containsExactly(sequence(4), item(4), item(5));
		}
	}

	@Test
	void withNothingToRepeatTheNextMessageIsAnnounced() {
		String token = token();
		RawSocket first = open(token);
		write(item(1));
		first.readData();
		first.sendText("{\"type\":8,\"sequenceId\":1}" + RS + PING);
		received(PING);
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			assertThat(second.readData().text()).isEqualTo(sequence(2));
		}
	}

	@Test
	void multicastsHaveIdsToo() {
		String token = token();
		RawSocket first = open(token);
		write(item(1));
		multicast(item(2));
		assertThat(texts(first, 2)).containsExactly(item(1), item(2));
		first.close();
		awaitAway(1);
		multicast(item(3));
		write(item(4));
		try (RawSocket second = connect(token)) {
			assertThat(texts(second, 5)).containsExactly(sequence(1), item(1), item(2), item(3), item(4));
		}
	}

	@Test
	void repeatedMessagesOfTheClientAreLeftOut() {
		String token = token();
		RawSocket first = open(token);
		first.sendText(call(1) + call(2));
		received(call(1) + call(2));
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			second.sendText(sequence(1));
			second.sendText(call(1) + call(2) + call(3));
			received(call(1) + call(2), call(3));
		}
	}

	@Test
	void theBeginningOfAMessageIsForgottenWithItsConnection() {
		String token = token();
		RawSocket first = open(token);
		first.sendText(call(1).substring(0, 10));
		first.sendText("");
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			second.sendText(sequence(1) + call(1));
			received(call(1));
		}
	}

	@Test
	void aLivingConnectionIsReplaced() {
		String token = token();
		try (RawSocket first = open(token); RawSocket second = connect(token)) {
			assertThat(second.readData().text()).isEqualTo(sequence(1));
			assertThat(first.isEnded()).isTrue();
			second.sendText(sequence(1) + call(1));
			received(call(1));
			write(item(1));
			assertThat(readNoAck(second)).isEqualTo(item(1));
			assertThat(this.fixture.hub.closed).isEmpty();
		}
	}

	@Test
	void connectionsOfAllLoopsComeBackToThem() {
		for (int round = 1; round <= 24; round++) {
			String token = token();
			RawSocket socket = open(token);
			ClientConnection client = this.fixture.hub.opened.get(round - 1);
			socket.close();
			awaitAway(1);
			try (RawSocket second = connect(token)) {
				assertThat(second.readData().text()).isEqualTo(sequence(1));
				client.eventLoop()
					.submit(() -> client.writeData(Payload.utf8(item(1)), DataMessageType.INVOCATION))
					.syncUninterruptibly();
				assertThat(second.readData().text()).isEqualTo(item(1));
				second.sendText(sequence(1) + call(round));
				String expected = call(round);
				await().untilAsserted(() -> assertThat(this.fixture.hub.data).contains(expected));
				second.sendClose(1000);
				assertThat(second.isEnded()).isTrue();
			}
		}
		assertThat(outcomes("resumed")).isEqualTo(24);
	}

	@Test
	void receivedMessagesAreAcknowledged() {
		try (RawSocket client = open(token())) {
			client.sendText(call(1) + PING + call(2));
			assertThat(client.readData().text()).isEqualTo("{\"type\":8,\"sequenceId\":2}" + RS);
		}
	}

	@Test
	void anAcknowledgementIsRepeatedToTheOneWhoComesBack() {
		String token = token();
		RawSocket first = open(token);
		first.sendText(call(1));
		assertThat(first.readData().text()).isEqualTo("{\"type\":8,\"sequenceId\":1}" + RS);
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			assertThat(texts(second, 2)).containsExactly(sequence(1), "{\"type\":8,\"sequenceId\":1}" + RS);
		}
	}

	// Back-pressure

	@Test
	void theHubIsToldWhenTooMuchWaitsForAcknowledgement() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 100_000));
		try (RawSocket client = open(token())) {
			write(item(1).repeat(30));
			assertThat(this.fixture.hub.full).containsExactly(true);
			write(item(1));
			client.sendText("{\"type\":8,\"sequenceId\":29}" + RS + PING);
			received(PING);
			assertThat(this.fixture.hub.full).containsExactly(true);
			client.sendText("{\"type\":8,\"sequenceId\":30}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.full).containsExactly(true, false));
		}
	}

	@Test
	void theTokenMayAskForAnotherBuffer() {
		Claim buffer = new Claim("asrs.s.srb", "500");
		String token = token(buffer);
		try (RawSocket client = open(token, buffer)) {
			write(item(1).repeat(10));
			assertThat(this.fixture.hub.full).isEmpty();
			write(item(1).repeat(10));
			assertThat(this.fixture.hub.full).containsExactly(true);
		}
	}

	@Test
	void acknowledgementsGetInAlthoughTheHubTakesNothing() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 100_000));
		try (RawSocket client = open(token())) {
			write(item(1).repeat(30));
			this.fixture.hub.onClient((connection) -> connection.setReading(false));
			client.sendText(call(1));
			client.sendText("{\"type\":8,\"sequenceId\":30}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.full).containsExactly(true, false));
			client.sendText(call(2)); // is not even read
			assertThat(this.fixture.hub.data).isEmpty();
			this.fixture.hub.onClient((connection) -> connection.setReading(true));
			received(call(1), call(2));
		}
	}

	@Test
	void whatCameIsForTheHubEvenIfTheClientGoes() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 100_000));
		try (RawSocket client = open(token())) {
			write(item(1).repeat(30));
			this.fixture.hub.onClient((connection) -> connection.setReading(false));
			client.sendText(call(1));
			client.sendClose(1000);
			received(call(1));
			assertThat(onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		}
	}

	// Limits and ends

	@Test
	void aSequenceTooGreatEndsTheConnection() {
		String token = token(ADA, new Claim("asrs.s.derror", "True"));
		open(token, ADA, new Claim("asrs.s.derror", "True")).close();
		awaitAway(1);
		try (RawSocket second = connect(token, ADA, new Claim("asrs.s.derror", "True"))) {
			second.readData();
			second.sendText(sequence(2));
			assertThat(second.readData().text()).contains("\"type\":7",
					"InvalidOperationException: Sequence ID greater than amount of messages we've received.");
			assertThat(second.readData().closeCode()).isEqualTo(1000);
		}
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.PROTOCOL_ERROR);
	}

	@Test
	void anotherUserCannotTakeTheConnection() {
		String token = token(ADA);
		RawSocket first = open(token, ADA);
		assertThat(refused(token, new Claim("asrs.s.uid", "mallory")).status()).isEqualTo(404);
		assertThat(refused(token).status()).isEqualTo(404);
		write(item(1));
		assertThat(first.readData().text()).isEqualTo(item(1));
		first.close();
		awaitAway(1);
		assertThat(refused(token, new Claim("asrs.s.uid", "mallory")).status()).isEqualTo(404);
		assertThat(outcomes("refused")).isEqualTo(3);
		try (RawSocket second = connect(token, ADA)) {
			assertThat(texts(second, 2)).containsExactly(sequence(1), item(1));
		}
	}

	@Test
	void thePublicIdIsNoToken() {
		String token = token();
		try (RawSocket first = open(token)) {
			assertThat(refused(this.fixture.hub.opened.get(0).id()).status()).isEqualTo(404);
		}
	}

	@Test
	void whoStaysAwayTooLongIsGone() {
		restart(new ReconnectSettings(Duration.ofMillis(200), 1000, 1000));
		String token = token();
		open(token).close();
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.NOT_RECONNECTED);
		assertThat(onlyEnd().error()).isNull();
		assertThat(this.fixture.closed("not_reconnected")).isOne();
		assertThat(refused(token).status()).isEqualTo(404);
		assertThat(away()).isZero();
	}

	@Test
	void tooMuchForAClientThatIsAwayEndsItsConnection() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 1000));
		String token = token();
		open(token).close();
		awaitAway(1);
		this.fixture.hub.onClient((client) -> IntStream.rangeClosed(1, 100)
			.forEach((number) -> client.writeData(Payload.utf8(item(number)), DataMessageType.INVOCATION)));
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.RECONNECT_BUFFER_FULL);
		assertThat(refused(token).status()).isEqualTo(404);
		assertThat(this.fixture.meters.get("signalr.relay.reconnect.kept.bytes").gauge().value()).isZero();
	}

	@Test
	void aClientThatIsThereLosesTheOldestOfItsBuffer() {
		restart(new ReconnectSettings(Duration.ofSeconds(15), 1000, 1000));
		String token = token();
		RawSocket first = open(token);
		IntStream.rangeClosed(1, 100).forEach((number) -> write(item(number)));
		assertThat(texts(first, 100)).hasSize(100);
		first.close();
		awaitAway(1);
		try (RawSocket second = connect(token)) {
			// It has them all, so it accepts this; one that had not would notice
			String sequence = second.readData().text();
			assertThat(sequence).startsWith("{\"type\":9,\"sequenceId\":").isNotEqualTo(sequence(1));
			String last = second.readData().text();
			while (!last.equals(item(100))) {
				last = second.readData().text();
			}
		}
		assertThat(this.fixture.meters.get("signalr.relay.reconnect.forgotten").counter().count()).isPositive();
	}

	@Test
	void aCleanCloseIsTheEnd() {
		String token = token();
		try (RawSocket first = open(token)) {
			first.sendClose(1000);
			assertThat(first.isEnded()).isTrue();
		}
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		assertThat(refused(token).status()).isEqualTo(404);
	}

	@Test
	void theHubCanEndAClientThatIsAway() {
		String token = token();
		open(token).close();
		awaitAway(1);
		this.fixture.hub.onClient((client) -> client.close(CloseCategory.CLOSED_BY_REQUEST, null, false));
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.CLOSED_BY_REQUEST);
		assertThat(refused(token).status()).isEqualTo(404);
		await().untilAsserted(() -> assertThat(this.fixture.relay.clientConnections()).isZero());
	}

	@Test
	void aClientOfVersion1CannotComeBack() {
		String token = token();
		try (RawSocket first = connect(token).handshake()) {
			assertThat(refused(token).status()).isEqualTo(409);
			assertThat(refused(token).body()).isEmpty();
		}
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
		assertThat(refused(token).status()).isEqualTo(404);
	}

	@Test
	void nobodyComesBackBeforeTheHandshake() {
		String token = token();
		try (RawSocket first = connect(token)) {
			assertThat(refused(token).status()).isEqualTo(409);
		}
		await().untilAsserted(() -> assertThat(this.fixture.relay.clientConnections()).isZero());
	}

	@Test
	void theEndOfTheRelayEndsClientsThatAreAway() {
		open(token()).close();
		awaitAway(1);
		this.fixture.relay.drain(Duration.ZERO).toCompletableFuture().join();
		assertThat(onlyEnd().category()).isEqualTo(CloseCategory.RELAY_SHUTDOWN);
	}

	private void restart(ReconnectSettings settings) {
		this.fixture.close();
		this.fixture = new RelayFixture((relay) -> relay.withReconnect(settings));
		allow();
	}

	private Response negotiate(String query, Claim... claims) {
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			socket.send("POST /client/negotiate?hub=chat" + query + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Authorization: Bearer " + RelayFixture.clientToken(claims) + "\r\nContent-Length: 0\r\n\r\n");
			return socket.response();
		}
	}

	/** Secret token of a new connection for which stateful reconnect was agreed on. */
	private String token(Claim... claims) {
		Matcher matcher = TOKEN.matcher(negotiate("&negotiateVersion=1&useStatefulReconnect=true", claims).body());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static String uri(String token, Claim... claims) {
		return RelayFixture.clientUri(claims) + "&id=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
	}

	private RawSocket connect(String token, Claim... claims) {
		return RawSocket.webSocket(this.fixture.port, uri(token, claims));
	}

	private Response refused(String token, Claim... claims) {
		try (RawSocket socket = new RawSocket(this.fixture.port)) {
			return socket.upgrade(uri(token, claims));
		}
	}

	/** A client behind its handshake in version 2. */
	private RawSocket open(String token, Claim... claims) {
		RawSocket socket = connect(token, claims);
		socket.sendText("{\"protocol\":\"json\",\"version\":2}" + RS);
		assertThat(socket.read().text()).isEqualTo("{}" + RS);
		return socket;
	}

	private void awaitAway(int number) {
		await().untilAsserted(() -> assertThat(away()).isEqualTo(number));
	}

	private double away() {
		return this.fixture.meters.get("signalr.relay.reconnect.away").gauge().value();
	}

	private double outcomes(String outcome) {
		return this.fixture.meters.get("signalr.relay.reconnects").tag("outcome", outcome).counter().count();
	}

	private void write(String text) {
		this.fixture.hub.onClient((client) -> client.writeData(Payload.utf8(text), DataMessageType.UNKNOWN));
	}

	private void multicast(String text) {
		this.fixture.hub.onClient((client) -> {
			SharedFrame frame = SharedFrame.webSocket(Payload.utf8(text), true, ByteBufAllocator.DEFAULT, 1);
			client.writeShared(frame);
			frame.release();
		});
	}

	private void received(String... data) {
		await().untilAsserted(() -> assertThat(this.fixture.hub.data).containsExactly(data));
	}

	private Closed onlyEnd() {
		await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
		return this.fixture.hub.closed.get(0);
	}

	private static List<String> texts(RawSocket socket, int count) {
		return IntStream.range(0, count).mapToObj((index) -> socket.readData().text()).toList();
	}

	private static String readNoAck(RawSocket socket) {
		Frame frame = socket.readData();
		while (frame.text().contains("\"type\":8")) {
			frame = socket.readData();
		}
		return frame.text();
	}

	private static String item(int number) {
		return "{\"type\":2,\"invocationId\":\"1\",\"item\":" + number + "}" + RS;
	}

	private static String call(int number) {
		return "{\"arguments\":[" + number + "],\"target\":\"m\",\"type\":1}" + RS;
	}

	private static String sequence(int id) {
		return "{\"type\":9,\"sequenceId\":" + id + "}" + RS;
	}

}
