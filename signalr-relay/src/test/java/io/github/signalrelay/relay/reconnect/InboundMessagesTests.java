// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Ack;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.hub.Ping;
import io.github.signalrelay.protocol.hub.Sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InboundMessages} and {@link ReceiveCounter}; hub protocol reference,
 * section 14.
 */
class InboundMessagesTests {

	private static final String RS = "\u001E";

	private static final String PING = "{\"type\":6}" + RS;

	private final ReceiveCounter counter = new ReceiveCounter();

	private final List<Long> acknowledged = new ArrayList<>();

	private final InboundMessages messages = new InboundMessages(HubFraming.RECORD_SEPARATOR, new JsonHubProtocol(),
			this.counter, this.acknowledged::add);

	@Test
	void newMessagesPassUncopied() {
		Payload several = Payload.utf8(call(1) + PING + call(2));
		assertThat(this.messages.filter(several)).isSameAs(several);
		assertThat(this.counter.acknowledge()).isEqualTo(2);
	}

	@Test
	void pingsAndCloseHaveNoId() {
		assertThat(filter(PING + "{\"type\":7}" + RS)).isEqualTo(PING + "{\"type\":7}" + RS);
		assertThat(this.counter.isAcknowledgementDue()).isFalse();
	}

	@Test
	void whatCameBeforeIsLeftOut() {
		filter(call(1) + call(2) + call(3));
		assertThat(filter(sequence(2) + call(2) + PING + call(3) + call(4) + call(5)))
			.isEqualTo(PING + call(4) + call(5));
		assertThat(filter(call(6))).isEqualTo(call(6));
		assertThat(this.counter.acknowledge()).isEqualTo(6);
	}

	@Test
	void nothingIsPassedWhenNothingIsLeft() {
		filter(call(1));
		assertThat(filter(sequence(1))).isNull();
		assertThat(filter(call(1))).isNull();
	}

	@Test
	void aSequenceOfTheNextMessageChangesNothing() {
		filter(call(1));
		assertThat(filter(sequence(2) + call(2))).isEqualTo(call(2));
	}

	@Test
	void aSequenceBehindTheNextMessageTellsALoss() {
		filter(call(1));
		assertThatExceptionOfType(SequenceException.class).isThrownBy(() -> filter(sequence(3)))
			.withMessage("Sequence ID greater than amount of messages we've received.");
	}

	@Test
	void acknowledgementsAreObeyedAndLeftOut() {
		assertThat(filter("{\"type\":8,\"sequenceId\":7}" + RS + call(1))).isEqualTo(call(1));
		assertThat(this.acknowledged).containsExactly(7L);
	}

	@Test
	void anUnreadableAcknowledgementIsRefused() {
		assertThatExceptionOfType(HubProtocolException.class).isThrownBy(() -> filter("{\"type\":8}" + RS))
			.withMessage("Missing required property 'sequenceId'.");
	}

	@Test
	void whatCannotBeReadIsTheHubsMatter() {
		assertThat(filter("nonsense" + RS)).isEqualTo("nonsense" + RS);
		assertThat(this.counter.isAcknowledgementDue()).isFalse();
	}

	@Test
	void acknowledgementsAreDueForWhatIsNew() {
		assertThat(this.counter.isAcknowledgementDue()).isFalse();
		filter(call(1));
		assertThat(this.counter.isAcknowledgementDue()).isTrue();
		this.counter.acknowledge();
		assertThat(this.counter.isAcknowledgementDue()).isFalse();
		this.counter.forgetAcknowledgement();
		assertThat(this.counter.isAcknowledgementDue()).isTrue();
	}

	@Test
	void messagePack() {
		MessagePackHubProtocol protocol = new MessagePackHubProtocol();
		InboundMessages binary = new InboundMessages(HubFraming.LENGTH_PREFIX, protocol, this.counter,
				this.acknowledged::add);
		// [1, {}, nil, "a", [], []]
		byte[] call = { 8, (byte) 0x96, 1, (byte) 0x80, (byte) 0xC0, (byte) 0xA1, 'a', (byte) 0x90, (byte) 0x90 };
		assertThat(binary.filter(Payload.wrap(call))).isEqualTo(Payload.wrap(call));
		assertThat(binary.filter(protocol.write(new Ack(4)))).isNull();
		assertThat(binary.filter(protocol.write(new Sequence(1)))).isNull();
		assertThat(binary.filter(Payload.wrap(call))).isNull();
		assertThat(binary.filter(protocol.write(Ping.INSTANCE))).isNotNull();
		assertThat(this.acknowledged).containsExactly(4L);
	}

	private @Nullable String filter(String text) {
		Payload passed = this.messages.filter(Payload.utf8(text));
		return (passed != null) ? passed.toUtf8String() : null;
	}

	private static String call(int number) {
		return "{\"arguments\":[" + number + "],\"target\":\"m\",\"type\":1}" + RS;
	}

	private static String sequence(int id) {
		return "{\"sequenceId\":" + id + ",\"type\":9}" + RS;
	}

}
