// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

class SocketOutputTests {

	/** Far more than the two systems hold for a client that does not read. */
	private static final int LARGE = 8 * 1024 * 1024;

	private AcceptedSocket socket;

	private final List<SharedFrame> frames = new ArrayList<>();

	private CountedWrites queued;

	private SocketOutput output;

	@BeforeEach
	void connect() throws Exception {
		use(AcceptedSocket.epoll());
	}

	private void use(AcceptedSocket next) {
		this.socket = next;
		this.queued = new CountedWrites();
		this.socket.channel().pipeline().addLast(this.queued);
		this.output = SocketOutput.of(this.socket.channel());
	}

	@AfterEach
	void stop() throws IOException {
		this.socket.close();
		this.frames.forEach(SharedFrame::release);
	}

	private SharedFrame frame(String text) {
		SharedFrame frame = SharedFrame.longPolling(Payload.utf8(text), SharedFrame.FOR_MANY);
		this.frames.add(frame);
		return frame;
	}

	private String read(int length) throws IOException {
		return new String(this.socket.client().getInputStream().readNBytes(length), StandardCharsets.UTF_8);
	}

	/** Writes a frame and returns how many references to it are left. */
	private int send(SharedFrame frame) {
		return this.socket.onLoop(() -> {
			this.output.writeAndFlush(frame);
			return frame.buffer().refCnt();
		});
	}

	@Test
	void aFrameGoesStraightToAnIdleSocket() throws Exception {
		SharedFrame frame = frame("hello");
		assertThat(send(frame)).isOne();
		assertThat(send(frame)).isOne();
		assertThat(read(10)).isEqualTo("hellohello");
		assertThat(this.queued.count()).isZero();
	}

	@Test
	void aBufferIsReleasedWhenTheSocketTookIt() throws Exception {
		ByteBuf buffer = SharedFrame.FOR_MANY.directBuffer().writeBytes("mine".getBytes(StandardCharsets.UTF_8));
		this.socket.onLoop(() -> {
			this.output.writeAndFlush(buffer);
			return null;
		});
		assertThat(buffer.refCnt()).isZero();
		assertThat(read(4)).isEqualTo("mine");
		assertThat(this.queued.count()).isZero();
	}

	@Test
	void whatTheSocketDoesNotTakeIsQueuedAndNothingOvertakesIt() throws Exception {
		SharedFrame large = frame("x".repeat(LARGE));
		SharedFrame small = frame("last");
		assertThat(send(large)).as("the queue has a share").isEqualTo(2);
		assertThat(this.socket.onLoop(this.output::isIdle)).isFalse();
		assertThat(this.socket.onLoop(this.output::pendingBytes)).isBetween(1L, (long) LARGE);
		send(small);
		assertThat(this.queued.count()).isEqualTo(2);
		byte[] received = this.socket.client().getInputStream().readNBytes(LARGE + 4);
		assertThat(new String(received, LARGE, 4, StandardCharsets.UTF_8)).isEqualTo("last");
		byte[] expected = new byte[LARGE];
		Arrays.fill(expected, (byte) 'x');
		assertThat(Arrays.equals(received, 0, LARGE, expected, 0, LARGE)).isTrue();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.socket.onLoop(() -> large.buffer().refCnt() + small.buffer().refCnt()))
				.isEqualTo(2));
		assertThat(this.socket.onLoop(this.output::isIdle)).as("when the queue is empty again").isTrue();
		assertThat(this.socket.onLoop(this.output::pendingBytes)).isZero();
		send(small);
		assertThat(this.queued.count()).isEqualTo(2);
		assertThat(read(4)).isEqualTo("last");
	}

	@Test
	void aWriteThatWaitsForItsFlushIsNotOvertaken() throws Exception {
		SharedFrame frame = frame("second");
		this.socket.onLoop(() -> {
			this.output.write(Unpooled.copiedBuffer("first", StandardCharsets.UTF_8));
			assertThat(this.output.isIdle()).isFalse();
			this.output.writeAndFlush(frame);
			return null;
		});
		assertThat(read(11)).isEqualTo("firstsecond");
	}

	@Test
	void whatOthersHadWrittenBeforeIsNotOvertaken() throws Exception {
		SharedFrame frame = frame("second");
		this.socket.onLoop(() -> {
			this.socket.channel().write(Unpooled.copiedBuffer("first", StandardCharsets.UTF_8));
			SocketOutput.of(this.socket.channel()).writeAndFlush(frame);
			return null;
		});
		assertThat(read(11)).isEqualTo("firstsecond");
	}

	@Test
	void buffersOfTheHeapAreQueued() throws Exception {
		this.socket.onLoop(() -> {
			this.output.writeAndFlush(Unpooled.wrappedBuffer("heap".getBytes(StandardCharsets.UTF_8)));
			return null;
		});
		assertThat(read(4)).isEqualTo("heap");
		assertThat(this.queued.count()).isOne();
	}

	/** Its number may be that of somebody else's socket by now. */
	@Test
	void aClosedSocketGetsNothing() {
		SharedFrame frame = frame("late");
		this.socket.channel().close().syncUninterruptibly();
		assertThat(this.socket.onLoop(this.output::isIdle)).isFalse();
		assertThat(send(frame)).as("released by the channel").isOne();
		assertThat(this.socket.onLoop(this.output::pendingBytes)).isZero();
	}

	@Test
	void aClientThatHasGoneIsFoundByTheChannel() throws Exception {
		this.socket.channel().config().setAutoRead(false);
		this.socket.client().setSoLinger(true, 0);
		this.socket.client().close();
		SharedFrame frame = frame("nobody");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			send(frame);
			return !this.socket.channel().isOpen();
		});
		assertThat(this.socket.onLoop(() -> frame.buffer().refCnt())).isOne();
	}

	@Test
	void otherTransportsAreNeverIdle() throws Exception {
		this.socket.close();
		use(AcceptedSocket.nio());
		assertThat(this.socket.onLoop(this.output::isIdle)).isFalse();
		send(frame("queued"));
		assertThat(read(6)).isEqualTo("queued");
		assertThat(this.queued.count()).isOne();
	}

	@Test
	void behindTheTlsOfTheJdkTheSocketIsNotTouched() throws Exception {
		var context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
		boolean idle = this.socket.onLoop(() -> {
			this.socket.channel().pipeline().addFirst(context.newHandler(this.socket.channel().alloc()));
			return SocketOutput.of(this.socket.channel()).isIdle();
		});
		assertThat(idle).isFalse();
	}

	@Test
	void handlersNearerToTheSocketAreNotPassedBy() throws Exception {
		ChannelPipeline pipeline = this.socket.channel().pipeline();
		ChannelHandlerContext behind = pipeline.addLast("behind", new ChannelInboundHandlerAdapter()).context("behind");
		SocketOutput past = SocketOutput.past(behind);
		SharedFrame frame = frame("counted");
		this.socket.onLoop(() -> {
			assertThat(past.isIdle()).isFalse();
			past.writeAndFlush(frame);
			return null;
		});
		assertThat(read(7)).isEqualTo("counted");
		assertThat(this.queued.count()).isOne();
	}

	@Test
	void handlersThatHaveNothingToDoWithOutputArePassedBy() {
		ChannelPipeline pipeline = this.socket.channel().pipeline();
		pipeline.addFirst(new ChannelInboundHandlerAdapter());
		SocketOutput past = SocketOutput.past(pipeline.context(this.queued));
		assertThat(this.socket.onLoop(past::isIdle)).isTrue();
	}

}
