// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;
import io.github.signalrelay.relay.transport.websocket.WebSocketConnection;

/**
 * Sends back each message as it came: text as text, binary as binary. Owned by the event
 * loop of its channel.
 */
final class EchoConnection extends WebSocketConnection {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private static final long INFLATION_BURST = 16 * 1024 * 1024;

	private final ByteArrayOutputStream message = new ByteArrayOutputStream();

	private final @Nullable DeflateCodec codec;

	/**
	 * Makes the connection of a channel.
	 * @param channel the channel
	 * @param flushes batch of its loop
	 * @param codec compression of its loop, or {@code null} where it was not agreed
	 */
	EchoConnection(Channel channel, FlushBatch flushes, @Nullable DeflateCodec codec) {
		super(channel, flushes, CLOSE_TIMEOUT, (codec != null) ? codec.newInflater(INFLATION_BURST) : null);
		this.codec = codec;
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
		writeFrame((this.codec != null) ? frame.shareDeflated(this.codec) : frame.share());
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
