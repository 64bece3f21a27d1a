// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

import io.netty.channel.Channel;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.websocket.WebSocketConnection;

/**
 * Sends back each message as it came: text as text, binary as binary. Owned by the event
 * loop of its channel.
 */
final class EchoConnection extends WebSocketConnection {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final ByteArrayOutputStream message = new ByteArrayOutputStream();

	EchoConnection(Channel channel, FlushBatch flushes) {
		super(channel, flushes, CLOSE_TIMEOUT);
	}

	@Override
	protected void receive(ByteBuffer data) {
		byte[] piece = new byte[data.remaining()];
		data.get(piece);
		this.message.writeBytes(piece);
	}

	@Override
	protected void messageEnded(boolean text) {
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(this.message.toByteArray()), text, channel().alloc());
		this.message.reset();
		writeFrame(frame.share());
		frame.release();
	}

	@Override
	protected void signOfLife() {
		// Nobody waits for one
	}

	@Override
	protected void ended(TransportEnd end, String detail) {
		this.message.reset();
	}

}
