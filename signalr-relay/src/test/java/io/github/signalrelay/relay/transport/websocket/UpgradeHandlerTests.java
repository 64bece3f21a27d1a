// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the take-over does when the endpoint fails, and when bytes of the peer come before
 * they should.
 */
class UpgradeHandlerTests {

	@Test
	void failureOfTheEndpointIsAnswered() {
		EmbeddedChannel channel = channel((request) -> {
			throw new IllegalStateException("endpoint failed, as this test wants");
		});
		channel.writeInbound(Unpooled.wrappedBuffer(RawSocket.upgradeRequest("/client/")));
		channel.runPendingTasks();
		assertThat(output(channel)).startsWith("HTTP/1.1 500 ");
		assertThat(channel.isOpen()).isFalse();
		channel.finishAndReleaseAll();
	}

	@Test
	void connectionThatStopsReadingUponEarlyBytesStaysSo() {
		StoppingListener listener = new StoppingListener();
		EmbeddedChannel channel = channel(
				(request) -> new UpgradeAnswer.Accepted((accepted) -> new ClientWebSocket(accepted,
						new FlushBatch(accepted.eventLoop()), Duration.ofSeconds(1), 1000, listener::of)));
		channel.config().setAutoRead(false);
		byte[] early = RawSocket.frame(0x80 | RawSocket.TEXT, "early".getBytes(StandardCharsets.UTF_8));
		channel.writeInbound(Unpooled.wrappedBuffer(RawSocket.upgradeRequest("/client/"), early));
		assertThat(output(channel)).startsWith("HTTP/1.1 101 ");
		assertThat(listener.input).isEqualTo("early");
		assertThat(channel.config().isAutoRead()).isFalse();
		channel.finishAndReleaseAll();
	}

	private static EmbeddedChannel channel(UpgradeEndpoint endpoint) {
		return new EmbeddedChannel(new HttpServerCodec(),
				new UpgradeHandler((path) -> path.equals("/client/") ? endpoint : null));
	}

	private static String output(EmbeddedChannel channel) {
		ByteBuf bytes = channel.readOutbound();
		assertThat(bytes).isNotNull();
		try {
			return bytes.toString(StandardCharsets.US_ASCII);
		}
		finally {
			bytes.release();
		}
	}

	/**
	 * Stops its transport with the first bytes, as routing does when an app server is
	 * full.
	 */
	private static final class StoppingListener implements ClientTransportListener {

		private ClientTransport transport;

		private String input = "";

		StoppingListener of(ClientTransport newTransport) {
			this.transport = newTransport;
			return this;
		}

		@Override
		public void onInput(ByteBuffer bytes) {
			this.input += StandardCharsets.UTF_8.decode(bytes);
			this.transport.setReading(false);
		}

		@Override
		public void onSignOfLife() {
		}

		@Override
		public void onEnded(TransportEnd end, String detail) {
		}

	}

}
