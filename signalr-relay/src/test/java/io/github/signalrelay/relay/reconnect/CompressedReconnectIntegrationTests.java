// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Frame;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.transport.deflate.Deflated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each WebSocket of a connection agrees on compression or not, whatever the one before
 * did; what waits is there in both forms.
 */
class CompressedReconnectIntegrationTests {

	private static final String LARGE = "{\"type\":2,\"invocationId\":\"1\",\"item\":\"" + "large ".repeat(500) + "\"}"
			+ RecordingHub.RS;

	private final ResumingClients clients = new ResumingClients((settings) -> settings.withCompression(true));

	@AfterEach
	void stop() {
		this.clients.close();
	}

	@Test
	void whatWaitsComesInTheFormThatTheNextWebSocketAgreedOn() {
		String token = this.clients.token();
		RawSocket first = ResumingClients.handshake(this.clients.connectCompressed(token));
		this.clients.multicast(LARGE);
		assertThat(forms(first, 1)).containsExactly("compressed");
		first.close();
		this.clients.awaitAway(1);
		this.clients.multicast(LARGE);
		RawSocket second = this.clients.connect(token);
		assertThat(forms(second, 3)).containsExactly(ResumingClients.sequence(1), "plain", "plain");
		second.close();
		this.clients.awaitAway(1);
		this.clients.write(LARGE);
		try (RawSocket third = this.clients.connectCompressed(token)) {
			assertThat(forms(third, 4)).containsExactly(ResumingClients.sequence(1), "compressed", "compressed",
					"compressed");
			third.sendText(ResumingClients.sequence(1));
			third.send(
					RawSocket.frame(0xC1, Deflated.message(ResumingClients.call(1).getBytes(StandardCharsets.UTF_8))));
			this.clients.received(ResumingClients.call(1));
		}
		assertThat(this.clients.meters().get("signalr.relay.compression.frames").counter().count()).isEqualTo(3);
	}

	/** How the large message came, and other messages as they are. */
	private static List<String> forms(RawSocket socket, int count) {
		List<String> forms = new ArrayList<>();
		while (forms.size() < count) {
			Frame frame = socket.readData();
			String text = frame.compressed() ? new String(Deflated.inflate(frame.payload()), StandardCharsets.UTF_8)
					: frame.text();
			forms.add(!text.equals(LARGE) ? text : frame.compressed() ? "compressed" : "plain");
		}
		return forms;
	}

}
