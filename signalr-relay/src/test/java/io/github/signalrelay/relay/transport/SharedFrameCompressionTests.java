// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;
import io.github.signalrelay.relay.transport.deflate.DeflateMeters;
import io.github.signalrelay.relay.transport.deflate.Deflated;
import io.github.signalrelay.relay.transport.deflate.PermessageDeflate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One frame for clients with compression and for those without, made once in each form.
 */
class SharedFrameCompressionTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PermessageDeflate extension = new PermessageDeflate(new DeflateMeters(this.meters));

	private final List<EventLoop> loops = new ArrayList<>();

	private final DeflateCodec codec = this.extension.join(loop());

	@AfterEach
	void stop() {
		this.loops.forEach(EventLoop::shutdownGracefully);
	}

	private EventLoop loop() {
		EventLoop loop = new DefaultEventLoop();
		this.loops.add(loop);
		return loop;
	}

	private double frames() {
		return this.meters.get("signalr.relay.compression.frames").counter().count();
	}

	@ParameterizedTest
	@CsvSource({ "1024, 2, true", "4000, 2, false", "70000, 4, true", "3000000, 10, false" })
	void compressedFrameHasTheShortestHeaderAndTheSameContent(int size, int header, boolean text) {
		byte[] plain = content(size);
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(plain), text, ByteBufAllocator.DEFAULT);
		ByteBuf share = frame.shareDeflated(this.codec);
		byte[] bytes = ByteBufUtil.getBytes(share);
		share.release();
		frame.release();
		assertThat(bytes[0]).isEqualTo((byte) (text ? 0xC1 : 0xC2));
		int length = bytes.length - header;
		assertThat(lengthOf(bytes)).isEqualTo(length);
		assertThat(length).isGreaterThanOrEqualTo((header == 2) ? 0 : (header == 4) ? 126 : 0x10000);
		assertThat(Deflated.inflate(java.util.Arrays.copyOfRange(bytes, header, bytes.length))).isEqualTo(plain);
	}

	/** The smaller it is, the more it repeats itself. */
	private static byte[] content(int size) {
		byte[] plain = new byte[size];
		if (size > 10_000) {
			new Random(1).nextBytes(plain);
			for (int index = 0; index < size; index++) {
				plain[index] &= 15;
			}
			if (size < 100_000) {
				java.util.Arrays.fill(plain, 0, size / 2, (byte) 'x');
			}
		}
		return plain;
	}

	private static long lengthOf(byte[] frame) {
		java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(frame);
		return switch (frame[1]) {
			case 126 -> bytes.getShort(2) & 0xFFFF;
			case 127 -> bytes.getLong(2);
			default -> frame[1];
		};
	}

	@Test
	void bothFormsAreMadeOnceAndShared() {
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(new byte[5000]), false, ByteBufAllocator.DEFAULT);
		ByteBuf first = frame.shareDeflated(this.codec);
		ByteBuf second = frame.shareDeflated(this.extension.join(loop()));
		ByteBuf plain = frame.share();
		assertThat(second.unwrap()).isSameAs(first.unwrap());
		assertThat(plain.unwrap()).isNotSameAs(first.unwrap());
		assertThat(plain.readableBytes()).isEqualTo(frame.size()).isEqualTo(5004);
		assertThat(frames()).isEqualTo(1);
		frame.release();
		assertThat(List.of(first.refCnt(), plain.refCnt())).containsExactly(2, 1);
		first.release();
		second.release();
		plain.release();
		assertThat(List.of(first.refCnt(), second.refCnt(), plain.refCnt())).containsExactly(0, 0, 0);
	}

	@Test
	void smallFrameIsThePlainOne() {
		SharedFrame frame = SharedFrame.webSocket(Payload.utf8("small"), true, ByteBufAllocator.DEFAULT);
		ByteBuf deflated = frame.shareDeflated(this.codec);
		ByteBuf plain = frame.share();
		assertThat(deflated.unwrap()).isSameAs(plain.unwrap());
		deflated.release();
		plain.release();
		assertThat(plain.refCnt()).isEqualTo(2); // the frame's own holds
		frame.release();
		assertThat(plain.refCnt()).isZero();
	}

	@Test
	void frameHeldTwiceLivesUntilBothHoldsAreGiven() {
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(new byte[5000]), false, ByteBufAllocator.DEFAULT);
		frame.retain();
		frame.release();
		ByteBuf share = frame.shareDeflated(this.codec);
		frame.release();
		assertThat(share.refCnt()).isEqualTo(1);
		share.release();
		assertThat(share.refCnt()).isZero();
	}

	@Test
	void loopsThatNeedItAtTheSameMomentDoTheWorkOnce() throws Exception {
		int count = 4;
		for (int round = 1; round <= 50; round++) {
			SharedFrame frame = SharedFrame.webSocket(Payload.wrap(new byte[20_000]), false, ByteBufAllocator.DEFAULT);
			CyclicBarrier start = new CyclicBarrier(count);
			List<Future<ByteBuf>> shares = new ArrayList<>();
			for (int number = 0; number < count; number++) {
				EventLoop loop = (this.loops.size() > number + 1) ? this.loops.get(number + 1) : loop();
				shares.add(loop.submit(() -> {
					start.await(10, TimeUnit.SECONDS);
					return frame.shareDeflated(this.extension.join(loop));
				}));
			}
			for (Future<ByteBuf> share : shares) {
				share.get(10, TimeUnit.SECONDS).release();
			}
			frame.release();
			assertThat(frames()).isEqualTo(round);
		}
	}

}
