// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * What a client sends: each message once, acknowledged when it is taken, and held for a
 * while when the hub takes none. Owned by the event loop of the connection.
 */
final class ReceivedMessages {

	private final HeldMessages held = new HeldMessages();

	private final ReceiveCounter counter = new ReceiveCounter();

	private final Acknowledgements acknowledgements;

	private final Runnable onHeld;

	/** Present once the client has agreed to count. */
	private @Nullable InboundMessages inbound;

	private boolean reading = true;

	/**
	 * Makes the input of a client that does not count yet.
	 * @param eventLoop loop of the connection
	 * @param acknowledge takes acknowledgements to be sent
	 * @param onHeld called when more is held, so that {@link #isWanted} may have changed
	 */
	ReceivedMessages(EventLoop eventLoop, Consumer<Payload> acknowledge, Runnable onHeld) {
		this.onHeld = onHeld;
		this.acknowledgements = new Acknowledgements(eventLoop, this.counter, acknowledge);
	}

	/**
	 * The client counts from now on.
	 * @param framing framing of the hub protocol
	 * @param protocol the hub protocol
	 * @param onAcknowledged told of what the client acknowledges
	 */
	void begin(HubFraming framing, HubProtocol protocol, LongConsumer onAcknowledged) {
		this.inbound = new InboundMessages(framing, protocol, this.counter, onAcknowledged);
		this.acknowledgements.begin(protocol);
	}

	/** Whether the client counts. */
	boolean isCounted() {
		return this.inbound != null;
	}

	/** The client is there again. */
	void resume(HubProtocol protocol) {
		this.acknowledgements.begin(protocol);
	}

	/**
	 * As {@link MessageContinuity#received}.
	 * @return what is for the hub now; {@code null} also when it is held
	 */
	@Nullable Payload receive(Payload messages) {
		InboundMessages filter = this.inbound;
		if (filter == null) {
			return messages;
		}
		Payload forHub = filter.filter(messages);
		if (this.reading) {
			this.acknowledgements.received(messages.length());
			return forHub;
		}
		if (forHub != null) {
			this.held.add(forHub);
			this.onHeld.run();
		}
		return null;
	}

	/**
	 * Whether the hub takes messages.
	 * @param wanted {@code false} to have them held
	 * @param target takes what was held, and may call this method again
	 */
	void setReading(boolean wanted, Consumer<Payload> target) {
		this.reading = wanted;
		Payload messages = wanted();
		while (messages != null) {
			target.accept(messages);
			messages = wanted();
		}
		if (this.reading) {
			this.acknowledgements.received(0);
		}
	}

	private @Nullable Payload wanted() {
		return this.reading ? this.held.poll() : null;
	}

	/**
	 * Whether the client should be read. When it is to acknowledge something before it
	 * may be sent more, that must get in, even if what it sends besides cannot be passed
	 * on yet: the hub may wait for just this before it reads on.
	 * @param acknowledgementNeeded whether the client is to acknowledge something
	 */
	boolean isWanted(boolean acknowledgementNeeded) {
		return this.reading || (acknowledgementNeeded && this.held.hasRoom());
	}

	/** Gives away what is held, whether it is wanted or not. */
	void giveHeld(Consumer<Payload> target) {
		for (Payload messages = this.held.poll(); messages != null; messages = this.held.poll()) {
			target.accept(messages);
		}
	}

	/** Nothing is acknowledged or held any more. */
	void stop() {
		this.acknowledgements.stop();
		this.held.clear();
	}

}
