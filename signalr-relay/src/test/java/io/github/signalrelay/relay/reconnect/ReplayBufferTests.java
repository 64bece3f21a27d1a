// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplayBuffer}; hub protocol reference, section 14.
 */
class ReplayBufferTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ReplayBuffer buffer = new ReplayBuffer(new ReconnectMeters(this.registry));

	private final List<ByteBuf> shares = new ArrayList<>();

	@AfterEach
	void everythingIsReleased() {
		this.buffer.clear();
		assertThat(this.shares).allSatisfy((share) -> {
			assertThat(share.refCnt()).isOne();
			share.release();
		});
		assertThat(keptBytes()).isZero();
	}

	@Test
	void theFirstMessageHasTheId1() {
		assertThat(this.buffer.firstId()).isOne();
		add(1);
		assertThat(this.buffer.firstId()).isOne();
		assertThat(this.buffer.total()).isOne();
	}

	@Test
	void whatIsAcknowledgedIsForgotten() {
		add(5);
		this.buffer.acknowledge(3);
		assertThat(this.buffer.firstId()).isEqualTo(4);
		assertThat(replayed()).isEqualTo(2);
		this.buffer.acknowledge(5);
		assertThat(this.buffer.firstId()).isEqualTo(6);
		assertThat(replayed()).isZero();
		assertThat(this.buffer.bytes()).isZero();
	}

	@Test
	void anAcknowledgementOfWhatWasNotSentDoesNoHarm() {
		add(2);
		this.buffer.acknowledge(100);
		assertThat(this.buffer.firstId()).isEqualTo(3);
		add(1);
		assertThat(replayed()).isOne();
		this.buffer.acknowledge(2);
		this.buffer.acknowledge(-1);
		assertThat(replayed()).isOne();
	}

	@Test
	void aFrameOfSeveralMessagesStaysUntilItsLastIsAcknowledged() {
		SharedFrame frame = frame(3);
		this.buffer.add(frame, 3);
		frame.release();
		add(1);
		this.buffer.acknowledge(2);
		assertThat(this.buffer.firstId()).isOne();
		assertThat(replayed()).isEqualTo(2);
		this.buffer.acknowledge(3);
		assertThat(this.buffer.firstId()).isEqualTo(4);
	}

	@Test
	void theOldestGiveWay() {
		add(100);
		long each = this.buffer.bytes() / 100;
		assertThat(this.buffer.isOver(30 * each)).isTrue();
		this.buffer.shrinkTo(30 * each);
		assertThat(this.buffer.isOver(30 * each)).isFalse();
		assertThat(this.buffer.firstId()).isEqualTo(71);
		assertThat(keptBytes()).isEqualTo(30 * each);
	}

	@Test
	void oneMessageIsNeverTooMuch() {
		add(1);
		assertThat(this.buffer.isOver(1)).isFalse();
		this.buffer.shrinkTo(1);
		assertThat(replayed()).isOne();
	}

	@Test
	void theRingGrowsWhereverItBegins() {
		for (int start = 0; start < 20; start++) {
			add(start);
			this.buffer.acknowledge(this.buffer.total());
			long before = this.buffer.total();
			add(100);
			List<Integer> order = new ArrayList<>();
			this.buffer.replay((frame) -> order.add(frame.trackableMessages()));
			assertThat(order).hasSize(100).containsOnly(1);
			assertThat(this.buffer.firstId()).isEqualTo(before + 1);
			this.buffer.acknowledge(before + 100);
			assertThat(replayed()).isZero();
		}
	}

	@Test
	void theReplayKeepsTheOrder() {
		add(10);
		this.buffer.acknowledge(8);
		for (int messages = 1; messages <= 40; messages++) {
			SharedFrame frame = frame(messages);
			this.buffer.add(frame, messages);
			frame.release();
		}
		this.buffer.acknowledge(10);
		List<Integer> order = new ArrayList<>();
		this.buffer.replay((frame) -> order.add(frame.trackableMessages()));
		assertThat(order).hasSize(40).isSorted();
	}

	private void add(int count) {
		for (int index = 0; index < count; index++) {
			SharedFrame frame = frame(1);
			this.buffer.add(frame, 1);
			frame.release();
		}
	}

	/** A frame that the test holds a share of, to see that it is released in the end. */
	private SharedFrame frame(int messages) {
		SharedFrame frame = SharedFrame.webSocket(Payload.utf8("message"), true, ByteBufAllocator.DEFAULT, messages);
		this.shares.add(frame.share());
		return frame;
	}

	private int replayed() {
		int[] count = new int[1];
		this.buffer.replay((frame) -> count[0]++);
		return count[0];
	}

	private double keptBytes() {
		return this.registry.get("signalr.relay.reconnect.kept.bytes").gauge().value();
	}

}
