// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings.Limits;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * App servers over WebSockets, service protocol reference 1.1 to 1.7.
 */
class ServerWebSocketIntegrationTests {

	private RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void requestTellsWhoTheAppServerIs() {
		String token = "Authorization: Bearer "
				+ RelayFixture.token("http://localhost/server/?hub=chat", new Claim("nameid", "of-the-token"));
		RawSocket.webSocket(this.fixture.port, "/server/?hub=Chat&cid=c1", token).close();
		RawSocket
			.webSocket(this.fixture.port, "/server?hub=chat&cid=c2&target=node%202", token,
					"X-ASRS-Server-Id: of-the-header")
			.close();
		ServerConnectionRequest first = this.fixture.servers.requests.get(0);
		assertThat(first.scope().name()).isEqualTo("chat");
		assertThat(first.connectionId()).isEqualTo("c1");
		assertThat(first.serverId()).isEqualTo("of-the-token");
		assertThat(first.target()).isNull();
		ServerConnectionRequest second = this.fixture.servers.requests.get(1);
		assertThat(second.serverId()).isEqualTo("of-the-header");
		assertThat(second.target()).isEqualTo("node 2");
	}

	@Test
	void connectionNeedsAnId() {
		String token = "Authorization: Bearer " + RelayFixture.token("http://localhost/server/?hub=chat");
		for (String cid : List.of("", "&cid=", "&cid=%00", "&cid=" + "x".repeat(300))) {
			try (RawSocket server = new RawSocket(this.fixture.port)) {
				assertThat(server.upgrade("/server/?hub=chat" + cid, token).status()).isEqualTo(400);
			}
		}
	}

	@Test
	void messagesMaySpanFramesAndShareThem() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		List<ServiceMessage> sent = new ArrayList<>();
		for (int count = 0; count < 3; count++) {
			ServiceMessage message = new ServiceError("number " + count);
			sent.add(message);
			bytes.writeBytes(ServiceMessageWriter.write(message));
		}
		try (RawSocket server = this.fixture.openServer()) {
			for (byte value : bytes.toByteArray()) {
				server.sendBinary(new byte[] { value });
			}
			server.sendBinary(bytes.toByteArray());
			await().untilAsserted(() -> assertThat(this.fixture.servers.messages).hasSize(6));
			assertThat(this.fixture.servers.messages.subList(0, 3)).isEqualTo(sent);
			assertThat(this.fixture.servers.messages.subList(3, 6)).isEqualTo(sent);
		}
		await().untilAsserted(() -> assertThat(this.fixture.servers.closed).hasSize(1));
		assertThat(this.fixture.relay.serverConnections()).isZero();
	}

	@Test
	void unknownAndInvalidMessagesAreSkipped() {
		try (RawSocket server = this.fixture.openServer()) {
			server.sendBinary(new byte[] { 2, (byte) 0x91, 99 });
			server.sendBinary(new byte[] { 2, (byte) 0x92, 6 });
			server.sendBinary(ServiceMessageWriter.write(new ServiceError("good")));
			await().untilAsserted(() -> assertThat(this.fixture.servers.messages).hasSize(1));
			assertThat(this.fixture.servers.unknown).containsExactly(99);
			assertThat(this.fixture.servers.invalid).hasSize(1);
		}
	}

	@Test
	void messageOverTheLimitEndsTheConnection() {
		this.fixture.close();
		this.fixture = RelayFixture.withLimits((limits) -> new Limits(limits.clientMessageBytes(),
				limits.clientPendingBytes(), 1000, limits.serverPendingBytes(), limits.clientConnections(),
				limits.negotiatedConnections(), limits.groupsPerConnection(), limits.groupNameLength(),
				limits.serverBacklogBytes(), limits.connectionsPerUser(), limits.handshakesPerSecond(),
				limits.clientUnsentBytes(), limits.storedClaimsBytes(), limits.storedClaimsPerClientBytes()));
		try (RawSocket server = this.fixture.openServer(); RawSocket other = this.fixture.openServer()) {
			server.sendBinary(ServiceMessageWriter.write(new ServiceError("x".repeat(1001))));
			Frame close = server.read();
			assertThat(close.closeCode()).isEqualTo(1009);
			server.sendClose(1009);
			assertThat(server.isEnded()).isTrue();
			other.sendBinary(ServiceMessageWriter.write(new ServiceError("good")));
			await().untilAsserted(() -> assertThat(this.fixture.servers.messages).hasSize(1));
		}
	}

	@Test
	void messagesOfOneThreadKeepTheirOrder() {
		try (RawSocket server = this.fixture.openServer()) {
			ServerTransport transport = this.fixture.servers.transports.get(0);
			List<ServiceMessage> sent = new ArrayList<>();
			for (int count = 0; count < 1000; count++) {
				String text = (count % 100 == 0) ? "x".repeat(50_000) : "m";
				ServiceMessage message = new ConnectionData("c" + count, Payload.utf8(text), null,
						DataMessageType.UNKNOWN, false);
				sent.add(message);
				transport.write(message);
			}
			List<ServiceMessage> received = read(server, sent.size());
			assertThat(received).isEqualTo(sent);
		}
	}

	@Test
	void writabilityFollowsTheAppServersReading() {
		try (RawSocket server = this.fixture.openServer()) {
			ServerTransport transport = this.fixture.servers.transports.get(0);
			assertThat(transport.isWritable()).isTrue();
			ServiceMessage message = new ServiceError("x".repeat(1_000_000));
			int count = 0;
			while (this.fixture.servers.writability.isEmpty() && count < 60) {
				transport.write(message);
				count++;
			}
			assertThat(this.fixture.servers.writability).startsWith(false);
			assertThat(read(server, count)).hasSize(count);
			await().untilAsserted(() -> assertThat(this.fixture.servers.writability).endsWith(true));
			assertThat(transport.isWritable()).isTrue();
		}
	}

	@Test
	void appServerThatReadsNothingIsCut() {
		this.fixture.close();
		this.fixture = RelayFixture.withLimits((limits) -> new Limits(limits.clientMessageBytes(),
				limits.clientPendingBytes(), limits.serverMessageBytes(), 1_000_000, limits.clientConnections(),
				limits.negotiatedConnections(), limits.groupsPerConnection(), limits.groupNameLength(),
				limits.serverBacklogBytes(), limits.connectionsPerUser(), limits.handshakesPerSecond(),
				limits.clientUnsentBytes(), limits.storedClaimsBytes(), limits.storedClaimsPerClientBytes()));
		try (RawSocket server = this.fixture.openServer()) {
			ServerTransport transport = this.fixture.servers.transports.get(0);
			ServiceMessage message = new ServiceError("x".repeat(1_000_000));
			for (int count = 0; count < 60 && this.fixture.servers.closed.isEmpty(); count++) {
				transport.write(message);
			}
			await().untilAsserted(
					() -> assertThat(this.fixture.servers.closed).containsExactly("App server reads too slowly"));
		}
	}

	@Test
	void closeComesBehindWhatWasWritten() {
		try (RawSocket server = this.fixture.openServer()) {
			ServerTransport transport = this.fixture.servers.transports.get(0);
			transport.write(new ServiceError("last"));
			transport.close(1000, "x".repeat(200));
			assertThat(server.read().payload()).isEqualTo(ServiceMessageWriter.write(new ServiceError("last")));
			Frame close = server.read();
			assertThat(close.closeCode()).isEqualTo(1000);
			assertThat(close.closeReason()).isEqualTo("x".repeat(123));
			server.sendClose(1000);
			assertThat(server.isEnded()).isTrue();
			transport.write(new ServiceError("dropped"));
		}
		await().untilAsserted(() -> assertThat(this.fixture.servers.closed).hasSize(1));
	}

	private static List<ServiceMessage> read(RawSocket server, int count) {
		List<ServiceMessage> received = new ArrayList<>();
		ServiceMessageReader reader = new ServiceMessageReader(16 * 1024 * 1024);
		while (received.size() < count) {
			reader.read(ByteBuffer.wrap(server.read().payload()), new ServiceMessageReader.Handler() {

				@Override
				public void onMessage(ServiceMessage message) {
					received.add(message);
				}

				@Override
				public void onUnknownType(int type) {
					throw new AssertionError(type);
				}

				@Override
				public void onInvalid(String problem) {
					throw new AssertionError(problem);
				}

			});
		}
		return received;
	}

}
