// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compressed, and that any peer can read it.
 */
class DeflateCodecTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final EventLoop loop = new DefaultEventLoop();

	private final DeflateCodec codec = new PermessageDeflate(new DeflateMeters(this.meters)).join(this.loop);

	private final ByteBuf target = ByteBufAllocator.DEFAULT.directBuffer(10);

	@AfterEach
	void release() {
		this.target.release();
		this.loop.shutdownGracefully();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1024, 1025, 8 * 1024, 8 * 1024 + 5, 65_536, 1_000_000 })
	void messagesAreReadBackFromWhatIsAppended(int size) {
		byte[] plain = text(size);
		this.target.writeByte(7);
		assertThat(this.codec.deflate(ByteBuffer.wrap(plain), this.target)).isTrue();
		assertThat(this.target.readByte()).isEqualTo((byte) 7);
		int compressed = this.target.readableBytes();
		assertThat(compressed).isLessThan(size);
		assertThat(Deflated.inflate(ByteBufUtil.getBytes(this.target))).isEqualTo(plain);
		assertThat(bytes("plain")).isEqualTo(size);
		assertThat(bytes("compressed")).isEqualTo(compressed);
	}

	@Test
	void eachMessageBeginsAnew() {
		byte[] plain = text(5000);
		this.codec.deflate(ByteBuffer.wrap(plain), this.target);
		byte[] first = ByteBufUtil.getBytes(this.target);
		this.target.clear();
		this.codec.deflate(ByteBuffer.wrap(plain), this.target);
		assertThat(ByteBufUtil.getBytes(this.target)).isEqualTo(first);
	}

	@Test
	void smallMessagesAreLeftAlone() {
		assertThat(this.codec.deflate(ByteBuffer.wrap(new byte[1023]), this.target)).isFalse();
		assertThat(this.meters.get("signalr.relay.compression.frames").counter().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1024, 8 * 1024, 100_000 })
	void whatDoesNotShrinkIsLeftAloneAndHarmsNoOther(int size) {
		byte[] noise = new byte[size];
		new Random(size).nextBytes(noise);
		assertThat(this.codec.deflate(ByteBuffer.wrap(noise), this.target)).isFalse();
		assertThat(this.meters.get("signalr.relay.compression.frames").counter().count()).isZero();
		this.target.clear();
		byte[] plain = text(3000);
		assertThat(this.codec.deflate(ByteBuffer.wrap(plain), this.target)).isTrue();
		assertThat(Deflated.inflate(ByteBufUtil.getBytes(this.target))).isEqualTo(plain);
	}

	private double bytes(String state) {
		return this.meters.get("signalr.relay.compression.bytes").tag("state", state).counter().count();
	}

	/** Something between noise and monotony. */
	private static byte[] text(int size) {
		StringBuilder text = new StringBuilder(size + 32);
		Random random = new Random(size);
		while (text.length() < size) {
			text.append("{\"price\":").append(random.nextInt(100_000)).append('}');
		}
		return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
	}

}
