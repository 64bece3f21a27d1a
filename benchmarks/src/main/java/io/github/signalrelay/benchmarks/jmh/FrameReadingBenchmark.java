// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.websocket.ClientWebSocket;

/**
 * Frames of clients, as a read of their socket brings them: unmasked in place, texts
 * checked to be UTF-8.
 */
public class FrameReadingBenchmark extends MicroBenchmark {

	private static final int TEXT = 0x81;

	private static final int BINARY = 0x82;

	private static final int PIPELINED = 16;

	/**
	 * Of low bits only, so that ASCII stays ASCII: frames are read again, masked anew.
	 */
	private static final int MASK = 0x01020304;

	/** Bytes of the payload. */
	@Param({ "64", "2048" })
	public int size = SMALL;

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final Received received = new Received();

	private ByteBuf text = frames(TEXT, 1, SMALL);

	private ByteBuf binary = frames(BINARY, 1, SMALL);

	private ByteBuf piece = frames(TEXT, PIPELINED, SMALL);

	/**
	 * Takes the channel over.
	 */
	@Setup
	public void open() {
		this.channel.pipeline()
			.addLast(new ClientWebSocket(this.channel, new FlushBatch(this.channel.eventLoop()), Duration.ofSeconds(5),
					1 << 20, (transport) -> this.received));
		close();
		this.text = frames(TEXT, 1, this.size);
		this.binary = frames(BINARY, 1, this.size);
		this.piece = frames(TEXT, PIPELINED, this.size);
		if (text() != this.size || pipelinedTexts() != PIPELINED * (long) this.size) {
			throw new IllegalStateException("Frames were not read");
		}
	}

	private static ByteBuf frames(int first, int count, int size) {
		ByteBuf frames = ByteBufAllocator.DEFAULT.directBuffer();
		for (int number = 0; number < count; number++) {
			frames.writeByte(first);
			if (size < 126) {
				frames.writeByte(0x80 | size);
			}
			else {
				frames.writeByte(0x80 | 126).writeShort(size);
			}
			frames.writeInt(MASK);
			for (int index = 0; index < size; index++) {
				frames.writeByte('x');
			}
		}
		return frames;
	}

	/**
	 * Gives the frames back.
	 */
	@TearDown
	public void close() {
		this.text.release();
		this.binary.release();
		this.piece.release();
	}

	private long read(ByteBuf frames) {
		this.received.bytes = 0;
		this.channel.pipeline().fireChannelRead(frames.retainedDuplicate());
		return this.received.bytes;
	}

	/**
	 * Reads a text.
	 * @return bytes that arrived
	 */
	@Benchmark
	public long text() {
		return read(this.text);
	}

	/**
	 * Reads a binary message.
	 * @return bytes that arrived
	 */
	@Benchmark
	public long binary() {
		return read(this.binary);
	}

	/**
	 * Reads sixteen texts that came at once.
	 * @return bytes that arrived
	 */
	@Benchmark
	@OperationsPerInvocation(PIPELINED)
	public long pipelinedTexts() {
		return read(this.piece);
	}

	/** Counts. */
	private static final class Received implements ClientTransportListener {

		private long bytes;

		@Override
		public void onInput(ByteBuffer input) {
			this.bytes += input.remaining();
		}

		@Override
		public void onSignOfLife() {
			throw new IllegalStateException("Only data was sent");
		}

		@Override
		public void onEnded(TransportEnd end, String detail) {
			throw new IllegalStateException(end + " " + detail);
		}

	}

}
