// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.relay.RelaySettings.Limits;
import io.github.signalrelay.relay.RelaySettings.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many clients that send while their app server does not read.
 */
class ServerOverloadIntegrationTests {

	private static final int CLIENTS = 400;

	private static final String MESSAGE = "x".repeat(30_000) + RecordingHub.RS;

	private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}" + RecordingHub.RS;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Relay relay = Relay.create(settings(), this.meters);

	private final int port = this.relay.start("127.0.0.1", 0);

	private final List<RawSocket> clients = new ArrayList<>();

	@AfterEach
	void stop() {
		this.clients.forEach(RawSocket::close);
		this.relay.close();
	}

	/** All together they have more than the connection may hold. */
	private static RelaySettings settings() {
		Limits limits = Limits.DEFAULT;
		Timeouts times = Timeouts.DEFAULT;
		return RelaySettings.withKeys(List.of(RelayFixture.KEY))
			.withLimits(new Limits(limits.clientMessageBytes(), limits.clientPendingBytes(),
					limits.serverMessageBytes(), 2 * 1024 * 1024, limits.clientConnections(),
					limits.negotiatedConnections(), limits.groupsPerConnection(), limits.groupNameLength(),
					limits.serverBacklogBytes(), limits.connectionsPerUser(), limits.handshakesPerSecond(),
					limits.clientUnsentBytes(), limits.storedClaimsBytes(), limits.storedClaimsPerClientBytes()))
			.withTimeouts(new Timeouts(Duration.ofMinutes(2), times.keepAlive(), times.client(), times.send(),
					times.negotiated(), times.close(), times.sweep(), times.clientResult(), times.poll(),
					times.disconnect(), times.body(), times.server()));
	}

	@Test
	void serverConnectionSurvivesAndNothingIsLost() {
		try (RawSocket server = openServer()) {
			for (int count = 0; count < CLIENTS; count++) {
				RawSocket client = RawSocket.webSocket(this.port, RelayFixture.clientUri());
				client.sendText(HANDSHAKE);
				this.clients.add(client);
			}
			await().until(() -> this.meters.get("signalr.relay.clients").gauge().value() == CLIENTS);
			this.clients.forEach((client) -> client.sendText(MESSAGE));
			await().during(Duration.ofSeconds(1))
				.until(() -> this.meters.get("signalr.relay.server.connections").gauge().value() == 1);
			Map<String, String> received = read(server);
			assertThat(received).hasSize(CLIENTS);
			assertThat(received.values()).allMatch((HANDSHAKE + MESSAGE)::equals);
		}
	}

	private RawSocket openServer() {
		RawSocket server = new RawSocket(this.port, 256 * 1024);
		String token = RelayFixture.token("http://localhost/server/?hub=chat");
		assertThat(server.upgrade("/server/?hub=chat&cid=c1", "Authorization: Bearer " + token).status())
			.isEqualTo(101);
		server.sendBinary(ServiceMessageWriter
			.write(new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false)));
		server.read();
		return server;
	}

	/** What came from each client, until all that they sent has come. */
	private static Map<String, String> read(RawSocket server) {
		Map<String, String> received = new HashMap<>();
		long missing = (long) CLIENTS * (HANDSHAKE.length() + MESSAGE.length());
		Collector collector = new Collector(received);
		ServiceMessageReader reader = new ServiceMessageReader(1024 * 1024);
		while (collector.bytes < missing) {
			RawSocket.Frame frame = server.read();
			assertThat(frame.opcode()).isEqualTo(RawSocket.BINARY);
			reader.read(ByteBuffer.wrap(frame.payload()), collector);
		}
		return received;
	}

	private static final class Collector implements ServiceMessageReader.Handler {

		private final Map<String, String> received;

		private long bytes;

		Collector(Map<String, String> received) {
			this.received = received;
		}

		@Override
		public void onMessage(ServiceMessage message) {
			if (message instanceof ConnectionData data) {
				this.bytes += data.payload().length();
				this.received.merge(data.connectionId(), data.payload().toUtf8String(), String::concat);
			}
		}

		@Override
		public void onUnknownType(int type) {
			throw new AssertionError(type);
		}

		@Override
		public void onInvalid(String problem) {
			throw new AssertionError(problem);
		}

	}

}
