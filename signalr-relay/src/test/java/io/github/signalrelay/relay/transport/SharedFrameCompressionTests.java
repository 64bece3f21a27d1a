// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
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

	/** Gives nothing back to a pool, so that what is in use can be told. */
	private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

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
		assertThat(Deflated.inflate(Arrays.copyOfRange(bytes, header, bytes.length))).isEqualTo(plain);
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
				Arrays.fill(plain, 0, size / 2, (byte) 'x');
			}
		}
		return plain;
	}

	private static long lengthOf(byte[] frame) {
		ByteBuffer bytes = ByteBuffer.wrap(frame);
		return switch (frame[1]) {
			case 126 -> bytes.getShort(2) & 0xFFFF;
			case 127 -> bytes.getLong(2);
			default -> frame[1];
		};
	}

	@Test
	void bothFormsAreMadeOnceAndSharedAndReleased() {
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(new byte[5000]), false, this.memory);
		ByteBuf first = frame.shareDeflated(this.codec);
		ByteBuf second = frame.shareDeflated(this.extension.join(loop()));
		ByteBuf plain = frame.share();
		assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress()).isNotEqualTo(plain.memoryAddress());
		assertThat(plain.readableBytes()).isEqualTo(frame.size()).isEqualTo(5004);
		assertThat(frames()).isEqualTo(1);
		frame.release();
		first.release();
		plain.release();
		assertThat(used()).isPositive().isLessThan(5000); // the compressed one
		second.release();
		assertThat(used()).isZero();
	}

	@Test
	void smallFrameIsThePlainOne() {
		SharedFrame frame = SharedFrame.webSocket(Payload.utf8("small"), true, this.memory);
		ByteBuf deflated = frame.shareDeflated(this.codec);
		ByteBuf plain = frame.share();
		assertThat(deflated.memoryAddress()).isEqualTo(plain.memoryAddress());
		deflated.release();
		plain.release();
		assertThat(used()).isPositive();
		frame.release();
		assertThat(used()).isZero();
	}

	@Test
	void whatDoesNotShrinkIsThePlainOne() {
		byte[] noise = new byte[50_000];
		new Random(1).nextBytes(noise);
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(noise), true, this.memory);
		ByteBuf deflated = frame.shareDeflated(this.codec);
		assertThat(deflated.readableBytes()).isEqualTo(frame.size());
		deflated.release();
		frame.release();
		assertThat(used()).isZero();
	}

	@Test
	void frameHeldTwiceLivesUntilBothHoldsAreGiven() {
		SharedFrame frame = SharedFrame.webSocket(Payload.wrap(new byte[5000]), false, this.memory);
		frame.retain();
		frame.release();
		frame.shareDeflated(this.codec).release();
		assertThat(used()).isGreaterThan(5000);
		frame.release();
		assertThat(used()).isZero();
	}

	private long used() {
		return this.memory.metric().usedDirectMemory();
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
