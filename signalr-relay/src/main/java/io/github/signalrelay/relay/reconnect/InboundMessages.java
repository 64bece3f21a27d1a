// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Ack;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.Sequence;

/**
 * Looks through what a client sends: counts, leaves out what came before, and obeys
 * acknowledgements and sequences. Owned by the event loop of the connection.
 */
final class InboundMessages {

	private final HubFraming framing;

	private final HubProtocol protocol;

	private final ReceiveCounter counter;

	private final LongConsumer onAcknowledged;

	InboundMessages(HubFraming framing, HubProtocol protocol, ReceiveCounter counter, LongConsumer onAcknowledged) {
		this.framing = framing;
		this.protocol = protocol;
		this.counter = counter;
		this.onAcknowledged = onAcknowledged;
	}

	/** As {@link MessageContinuity#received}. What passes whole is not copied. */
	@Nullable Payload filter(Payload messages) {
		ByteBuffer bytes = messages.asByteBuffer();
		ByteArrayOutputStream kept = null;
		int from = 0;
		int keptTo = 0;
		while (from < bytes.limit()) {
			int end = end(bytes, from);
			if (!passes(messages, bytes, from, end)) {
				kept = (kept != null) ? kept : new ByteArrayOutputStream();
				messages.slice(keptTo, from).writeTo(kept::write);
				keptTo = end;
			}
			from = end;
		}
		if (kept == null) {
			return messages;
		}
		messages.slice(keptTo, messages.length()).writeTo(kept::write);
		return (kept.size() > 0) ? Payload.wrap(kept.toByteArray()) : null;
	}

	private int end(ByteBuffer bytes, int from) {
		int end = this.framing.messageEnd(bytes, from);
		return (end != HubFraming.INCOMPLETE) ? end : bytes.limit();
	}

	private boolean passes(Payload messages, ByteBuffer bytes, int from, int end) {
		int type = FramedMessageType.of(bytes, from, end, this.framing);
		if (FramedMessageType.isTrackable(type)) {
			return this.counter.arrived();
		}
		if (type != Ack.TYPE && type != Sequence.TYPE) {
			return true;
		}
		obey(this.protocol.parse(ByteBuffer.wrap(messages.slice(from, end).toByteArray()), InvocationBinder.NOTHING));
		return false;
	}

	private void obey(@Nullable HubMessage message) {
		if (message instanceof Ack ack) {
			this.onAcknowledged.accept(ack.sequenceId());
		}
		else if (message instanceof Sequence sequence) {
			this.counter.sequence(sequence.sequenceId());
		}
	}

}
