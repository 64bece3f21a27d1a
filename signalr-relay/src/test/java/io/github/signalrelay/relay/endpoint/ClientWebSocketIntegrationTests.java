// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.security.TrustedProxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * WebSocket clients over real sockets, RFC 6455 and transports reference section 4.
 */
class ClientWebSocketIntegrationTests {

	private static final String RS = RecordingHub.RS;

	private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}" + RS;

	private final RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void clientIsOpenedWithWhatItsRequestAndTokenTell() {
		try (RawSocket client = RawSocket.webSocket(this.fixture.port,
				"/client?hub=Chat&x=%20y&access_token="
						+ RelayFixture.clientToken(new Claim("asrs.s.uid", "ann"), new Claim("role", "admin")),
				"X-Custom: 1", "X-Forwarded-For: 10.9.8.7", "Asrs-Instance-Id: forged")) {
			client.handshake();
			ClientConnection opened = this.fixture.hub.opened.get(0);
			assertThat(opened.id()).startsWith("node1").hasSize("node1".length() + 22);
			assertThat(opened.scope().name()).isEqualTo("chat");
			assertThat(opened.userId()).isEqualTo("ann");
			assertThat(opened.protocol()).isEqualTo("json");
			assertThat(opened.queryString()).isEqualTo("?hub=Chat&x=%20y");
			assertThat(opened.handshakeRequest().toUtf8String()).isEqualTo(HANDSHAKE);
			assertThat(opened.claim("asrs.s.uid")).isEqualTo("ann");
			assertThat(opened.claim("http://schemas.microsoft.com/ws/2008/06/identity/claims/role")).isEqualTo("admin");
			assertThat(opened.headers().first("x-custom")).isEqualTo("1");
			assertThat(opened.headers().first("X-Forwarded-For")).isEqualTo("127.0.0.1");
			assertThat(opened.headers().first("Asrs-Instance-Id")).isNull();
			assertThat(opened.headers().first("Authorization")).isNull();
		}
	}

	@Test
	void trustedProxyTellsWhereAClientComesFrom() {
		TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.0/8"));
		try (RelayFixture behindProxy = new RelayFixture((settings) -> {
			RelaySettings.Access access = settings.access();
			return settings.withAccess(new RelaySettings.Access(access.audience(), access.clockSkew(),
					access.allowedOrigins(), proxies, access.transports()));
		})) {
			RawSocket
				.webSocket(behindProxy.port, RelayFixture.clientUri(), "X-Forwarded-For: 1.1.1.1",
						"x-forwarded-for: 203.0.113.9")
				.handshake()
				.close();
			assertThat(behindProxy.hub.opened.get(0).headers().byName().get("X-Forwarded-For"))
				.containsExactly("203.0.113.9, 127.0.0.1");
		}
	}

	@Test
	void wholeMessagesPassBothWays() {
		try (RawSocket client = this.fixture.open()) {
			client.sendText("{\"type\":1,\"a\":1}" + RS + "{\"type\":6}" + RS + "{\"type\":1,");
			client.sendText("\"b\":2}" + RS);
			await().untilAsserted(() -> assertThat(String.join("|", this.fixture.hub.data))
				.isEqualTo("{\"type\":1,\"a\":1}" + RS + "{\"type\":6}" + RS + "|{\"type\":1,\"b\":2}" + RS));
			this.fixture.hub.onClient((connection) -> connection.writeData(Payload.utf8("{\"type\":3}" + RS),
					DataMessageType.INVOCATION));
			Frame frame = client.read();
			assertThat(frame.opcode()).isEqualTo(RawSocket.TEXT);
			assertThat(frame.text()).isEqualTo("{\"type\":3}" + RS);
		}
	}

	@Test
	void messagePackGoesOutInBinaryFrames() {
		try (RawSocket client = this.fixture.connect()) {
			client.sendText("{\"protocol\":\"messagepack\",\"version\":1}" + RS);
			assertThat(client.read().opcode()).isEqualTo(RawSocket.BINARY);
			client.sendBinary(new byte[] { 3, 1, 2, 3, 2, 1 });
			client.sendBinary(new byte[] { 2 });
			await().untilAsserted(() -> assertThat(this.fixture.hub.data)
				.isEqualTo(List.of("\u0003\u0001\u0002\u0003", "\u0002\u0001\u0002")));
		}
	}

	@Test
	void handshakeAndFirstMessageMayArriveByteByByte() {
		try (RawSocket client = this.fixture.connect()) {
			for (byte value : (HANDSHAKE + "{\"type\":6}" + RS).getBytes(StandardCharsets.UTF_8)) {
				client.sendBinary(new byte[] { value });
			}
			assertThat(client.read().text()).isEqualTo("{}" + RS);
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).containsExactly("{\"type\":6}" + RS));
		}
	}

	@Test
	void framesInTheSegmentOfTheUpgradeRequestAreNotLost() {
		try (RawSocket client = new RawSocket(this.fixture.port)) {
			byte[] request = RawSocket.upgradeRequest(RelayFixture.clientUri());
			byte[] frame = RawSocket.frame(0x81, HANDSHAKE.getBytes(StandardCharsets.UTF_8));
			byte[] both = new byte[request.length + frame.length];
			System.arraycopy(request, 0, both, 0, request.length);
			System.arraycopy(frame, 0, both, request.length, frame.length);
			client.send(both);
			assertThat(client.response().status()).isEqualTo(101);
			assertThat(client.read().text()).isEqualTo("{}" + RS);
		}
	}

	@Test
	void fragmentsWithControlFramesBetweenThemAreOneStream() {
		try (RawSocket client = this.fixture.open()) {
			byte[] text = ("{\"x\":\"ä€😀\"}" + RS).getBytes(StandardCharsets.UTF_8);
			client.send(RawSocket.frame(RawSocket.TEXT, Arrays.copyOf(text, 7)));
			client.send(RawSocket.frame(0x80 | RawSocket.PING, new byte[] { 1, 2, 3 }));
			client.send(RawSocket.frame(0, Arrays.copyOfRange(text, 7, 11)));
			client.send(RawSocket.frame(0x80, Arrays.copyOfRange(text, 11, text.length)));
			Frame pong = client.read();
			assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
			assertThat(pong.payload()).containsExactly(1, 2, 3);
			await().untilAsserted(() -> assertThat(this.fixture.hub.data).containsExactly("{\"x\":\"ä€😀\"}" + RS));
		}
	}

	@Test
	void closeOfTheClientIsAnsweredAndFramesBehindItAreIgnored() {
		try (RawSocket client = this.fixture.open()) {
			client.sendClose(1000);
			client.sendText("{\"type\":6}" + RS);
			Frame close = client.read();
			assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
			assertThat(close.closeCode()).isEqualTo(1000);
			assertThat(client.isEnded()).isTrue();
			await().untilAsserted(() -> assertThat(this.fixture.hub.closed).hasSize(1));
			assertThat(this.fixture.hub.closed.get(0).category()).isEqualTo(CloseCategory.CLIENT_CLOSED);
			assertThat(this.fixture.hub.closed.get(0).error()).isNull();
			assertThat(this.fixture.hub.data).isEmpty();
		}
	}

}
