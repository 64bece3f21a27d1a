// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Takes the place of a WebSocket. A client in the same process takes everything at once,
 * so nothing is ever pending. Owned by its event loop.
 */
final class InProcessTransport implements ClientTransport {

	/** Two bytes in the shortest header of a WebSocket frame (RFC 6455, section 5.2). */
	private static final int SHORT_HEADER = 2;

	private final EventLoop loop;

	private final InProcessListener client;

	private final Deque<Input> held = new ArrayDeque<>();

	private @Nullable ClientTransportListener relay;

	private boolean reading = true;

	private boolean ended;

	InProcessTransport(EventLoop loop, InProcessListener client) {
		this.loop = loop;
		this.client = client;
	}

	void connect(ClientTransportListener listener) {
		this.relay = listener;
	}

	/** Called on the loop. */
	void receive(Payload data, Runnable taken) {
		this.held.add(new Input(data, taken));
		drain();
	}

	private void drain() {
		ClientTransportListener listener = this.relay;
		while (listener != null && this.reading && !this.ended && !this.held.isEmpty()) {
			Input next = this.held.remove();
			listener.onInput(next.data().asByteBuffer());
			next.taken().run();
		}
	}

	/** The client ends the connection. Called on the loop. */
	void endedByClient(TransportEnd end) {
		if (!this.ended) {
			end(end);
		}
	}

	@Override
	public EventLoop eventLoop() {
		return this.loop;
	}

	@Override
	public TransportType type() {
		return TransportType.WEB_SOCKETS;
	}

	@Override
	public void write(Payload data, boolean text) {
		if (!this.ended) {
			this.client.onData(data.asByteBuffer());
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (frame.parts().isEmpty()) {
			writeOne(frame);
		}
		else {
			frame.parts().forEach(this::writeOne);
		}
	}

	private void writeOne(SharedFrame frame) {
		if (this.ended) {
			return;
		}
		ByteBuf share = frame.share();
		try {
			share.skipBytes(headerLength(share));
			this.client.onData(ByteBuffer.wrap(ByteBufUtil.getBytes(share)));
		}
		finally {
			share.release();
		}
	}

	private static int headerLength(ByteBuf frame) {
		return switch (frame.getByte(frame.readerIndex() + 1)) {
			case 126 -> SHORT_HEADER + Short.BYTES;
			case 127 -> SHORT_HEADER + Long.BYTES;
			default -> SHORT_HEADER;
		};
	}

	@Override
	public long pendingBytes() {
		return 0;
	}

	@Override
	public long sendProgress() {
		return 0;
	}

	@Override
	public void flush() {
		// Everything has gone out
	}

	@Override
	public void probe() {
		ClientTransportListener listener = this.relay;
		if (listener != null) {
			this.loop.execute(listener::onSignOfLife);
		}
	}

	@Override
	public void setReading(boolean reading) {
		this.reading = reading;
		if (reading) {
			this.loop.execute(this::drain);
		}
	}

	@Override
	public void close(int statusCode, String reason) {
		endedByRelay(TransportEnd.CLOSED);
	}

	@Override
	public void abort() {
		endedByRelay(TransportEnd.LOST);
	}

	/** The relay is in the middle of ending, and hears of the end later. */
	private void endedByRelay(TransportEnd end) {
		if (!this.ended) {
			this.ended = true;
			this.loop.execute(() -> tell(end));
		}
	}

	private void end(TransportEnd end) {
		this.ended = true;
		tell(end);
	}

	private void tell(TransportEnd end) {
		this.held.clear();
		ClientTransportListener listener = this.relay;
		if (listener != null) {
			listener.onEnded(end, "");
		}
		this.client.onClosed();
	}

	private record Input(Payload data, Runnable taken) {

	}

}
