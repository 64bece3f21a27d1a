// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends of long polling, with time that the test moves.
 */
class LongPollingTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final List<PollAnswer> answers = new ArrayList<>();

	private final List<ClientTransportListener.TransportEnd> ends = new ArrayList<>();

	private boolean gone;

	private Disposable request;

	private final LongPolling polling = new LongPolling(this.channel.eventLoop(),
			new FlushBatch(this.channel.eventLoop()),
			new LongPolling.Limits(Duration.ofSeconds(90), Duration.ofSeconds(15), Duration.ofSeconds(15), 1_000_000),
			(transport) -> new Listener(), () -> this.gone = true);

	@BeforeEach
	void start() {
		this.channel.freezeTime();
		poll();
		this.answers.get(0).discard();
		poll();
	}

	@AfterEach
	void stop() {
		this.answers.forEach((answer) -> answer.body().release());
		this.channel.finishAndReleaseAll();
	}

	private void poll() {
		this.request = this.polling.poll(this.channel)
			.doOnDiscard(PollAnswer.class, PollAnswer::discard)
			.subscribe(this.answers::add);
		this.channel.runPendingTasks();
	}

	private void pass(int seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

	@Test
	void answerThatIsNotReadIsGivenUpWhenTheClientHasEndedTheConnection() {
		this.polling.write(Payload.utf8("m"), true);
		this.channel.runPendingTasks();
		assertThat(this.answers).hasSize(2);
		this.polling.delete();
		this.channel.runPendingTasks();
		assertThat(this.ends).containsExactly(ClientTransportListener.TransportEnd.CLOSED);
		pass(14);
		assertThat(this.channel.isOpen()).isTrue();
		assertThat(this.gone).isFalse();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.gone).isTrue();
	}

	@Test
	void answerThatIsReadLeavesTheHttpConnectionOpen() {
		this.polling.write(Payload.utf8("m"), true);
		this.channel.runPendingTasks();
		this.polling.delete();
		this.answers.get(1).poll().written();
		this.channel.runPendingTasks();
		pass(15);
		assertThat(this.channel.isOpen()).isTrue();
		assertThat(this.gone).isTrue();
	}

	/** Others may share the message. */
	@Test
	void answerThatNobodyTakesIsGivenUpOnce() {
		SharedFrame frame = SharedFrame.longPolling(Payload.utf8("m"), UnpooledByteBufAllocator.DEFAULT);
		this.request.dispose(); // which the connection has not heard of yet
		this.polling.writeShared(frame);
		this.polling.flush();
		assertThat(this.answers).hasSize(1);
		frame.release(); // fails if nobody holds it any more
	}

	@Test
	void answerOnItsWayToARequestThatGoesIsGivenUpOnce() {
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
		SharedFrame frame = SharedFrame.longPolling(Payload.utf8("m"), allocator);
		this.polling.writeShared(frame);
		this.polling.flush();
		this.request.dispose();
		this.channel.runPendingTasks();
		assertThat(this.answers).hasSize(1);
		frame.release();
		assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory()).isZero();
	}

	private final class Listener implements ClientTransportListener {

		@Override
		public void onInput(ByteBuffer input) {
		}

		@Override
		public void onSignOfLife() {
		}

		@Override
		public void onEnded(TransportEnd end, String detail) {
			LongPollingTests.this.ends.add(end);
		}

	}

}
