// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Input that was under way when reading was switched off: a loop that has found a hundred
 * sockets readable reads all of them, whatever the first one's input leads to.
 */
class ClientWebSocketTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final Listener listener = new Listener();

	private final ClientWebSocket socket = new ClientWebSocket(this.channel, new FlushBatch(this.channel.eventLoop()),
			Duration.ofSeconds(1), 1000, this.listener::of);

	ClientWebSocketTests() {
		this.channel.pipeline().addLast(this.socket);
	}

	@AfterEach
	void stop() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void inputWaitsUntilReadingIsOnAgain() {
		this.socket.setReading(false);
		receive("one", "two");
		assertThat(this.listener.input).isEmpty();
		this.socket.setReading(true);
		receive("three");
		this.channel.runPendingTasks();
		assertThat(this.listener.input).isEqualTo("onetwothree");
		receive("four");
		assertThat(this.listener.input).isEqualTo("onetwothreefour");
	}

	@Test
	void inputThatWaitedMaySwitchReadingOffAgain() {
		this.socket.setReading(false);
		receive("one", "two");
		this.listener.stopsAfter = "one"::equals;
		this.socket.setReading(true);
		this.channel.runPendingTasks();
		assertThat(this.listener.input).isEqualTo("one");
		assertThat(this.channel.config().isAutoRead()).isFalse();
		this.socket.setReading(true);
		this.channel.runPendingTasks();
		assertThat(this.listener.input).isEqualTo("onetwo");
	}

	@Test
	void closeFrameOfAPausedClientIsSeenWhenTheRelayCloses() {
		this.socket.setReading(false);
		this.channel.writeInbound(Unpooled.wrappedBuffer(RawSocket.frame(0x88, new byte[] { 3, (byte) 0xE8 })));
		this.socket.close(1000, "");
		this.channel.runPendingTasks();
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void inputThatWaitedIsReleasedWithTheConnection() {
		this.socket.setReading(false);
		ByteBuf input = Unpooled.wrappedBuffer(textFrame("late"));
		this.channel.writeInbound(input);
		assertThat(input.refCnt()).isEqualTo(1);
		this.channel.close();
		this.channel.runPendingTasks();
		assertThat(input.refCnt()).isZero();
		assertThat(this.listener.input).isEmpty();
	}

	@Test
	void fullOutputIsToldOnceAndItsEndToo() { // marks: 500 and 250 bytes of 1000
		this.socket.write(Payload.utf8("x".repeat(200)), true);
		assertThat(this.listener.full).isEmpty();
		this.socket.write(Payload.utf8("x".repeat(300)), true);
		this.socket.write(Payload.utf8("x".repeat(300)), true);
		assertThat(this.listener.full).startsWith(true); // the batch may be flushed by
															// now
		this.socket.flush();
		this.channel.runPendingTasks();
		assertThat(this.listener.full).containsExactly(true, false);
	}

	@Test
	void messagesOfOneBatchForOneClientAreOneWrite() {
		this.socket.write(Payload.utf8("one"), true);
		this.socket.write(Payload.utf8("two"), false);
		this.socket.probe();
		this.socket.write(Payload.utf8("three"), true);
		this.socket.flush();
		assertThat(written()).isEqualTo("\u0081\u0003one\u0082\u0003two");
		assertThat(written()).isEqualTo("\u0089\u0000");
		assertThat(written()).isEqualTo("\u0081\u0005three");
		this.channel.runPendingTasks();
		assertThat(this.channel.<ByteBuf>readOutbound()).isNull();
	}

	@Test
	void whatWasGatheredGoesOutAheadOfTheCloseFrame() {
		this.socket.write(Payload.utf8("last"), true);
		assertThat(this.socket.pendingBytes()).isEqualTo(6);
		this.socket.close(1000, "");
		assertThat(written()).isEqualTo("\u0081\u0004last");
		assertThat(written()).startsWith("\u0088");
	}

	@Test
	void whatWasGatheredIsForgottenWhenTheConnectionIsCut() {
		this.socket.write(Payload.utf8("never"), true);
		this.socket.abort();
		this.channel.runPendingTasks();
		assertThat(this.channel.<ByteBuf>readOutbound()).isNull();
		assertThat(this.socket.pendingBytes()).isZero();
	}

	private String written() {
		ByteBuf next = this.channel.readOutbound();
		assertThat(next).isNotNull();
		try {
			return next.toString(StandardCharsets.ISO_8859_1);
		}
		finally {
			next.release();
		}
	}

	private void receive(String... texts) {
		for (String text : texts) {
			this.channel.writeInbound(Unpooled.wrappedBuffer(textFrame(text)));
		}
	}

	private static byte[] textFrame(String text) {
		return RawSocket.frame(0x80 | RawSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	private static final class Listener implements ClientTransportListener {

		private ClientTransport transport;

		private String input = "";

		private final List<Boolean> full = new ArrayList<>();

		private Predicate<String> stopsAfter = (none) -> false;

		Listener of(ClientTransport newTransport) {
			this.transport = newTransport;
			return this;
		}

		@Override
		public void onInput(ByteBuffer bytes) {
			this.input += StandardCharsets.UTF_8.decode(bytes);
			if (this.stopsAfter.test(this.input)) {
				this.transport.setReading(false);
			}
		}

		@Override
		public void onSignOfLife() {
		}

		@Override
		public void onOutputFull(boolean nowFull) {
			this.full.add(nowFull);
		}

		@Override
		public void onEnded(TransportEnd end, String detail) {
		}

	}

}
