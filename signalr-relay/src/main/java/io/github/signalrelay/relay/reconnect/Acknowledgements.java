// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Ack;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * Tells a client what has arrived: about once a second while something new comes, and
 * earlier when much came, since the client stops sending when its own buffer is full (hub
 * protocol reference, section 14). Owned by the event loop of the connection.
 */
final class Acknowledgements {

	private static final long INTERVAL_MILLIS = 1000;

	/** About a third of what clients keep by default. */
	private static final int EARLY_BYTES = 32 * 1024;

	private final EventLoop eventLoop;

	private final ReceiveCounter counter;

	private final Consumer<Payload> output;

	private @Nullable HubProtocol protocol;

	private @Nullable Future<?> timer;

	private int bytes;

	Acknowledgements(EventLoop eventLoop, ReceiveCounter counter, Consumer<Payload> output) {
		this.eventLoop = eventLoop;
		this.counter = counter;
		this.output = output;
	}

	/** The client is there, for the first time or again. */
	void begin(HubProtocol hubProtocol) {
		this.protocol = hubProtocol;
		this.counter.forgetAcknowledgement();
		received(0);
	}

	/** Something came, new or not. */
	void received(int length) {
		this.bytes += length;
		if (!this.counter.isAcknowledgementDue()) {
			return;
		}
		if (this.bytes >= EARLY_BYTES) {
			write();
		}
		else if (this.timer == null) {
			this.timer = this.eventLoop.schedule(this::onTimer, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private void onTimer() {
		this.timer = null;
		if (this.counter.isAcknowledgementDue()) {
			write();
		}
	}

	private void write() {
		HubProtocol known = this.protocol;
		this.bytes = 0;
		if (known != null) {
			this.output.accept(known.write(new Ack(this.counter.acknowledge())));
		}
	}

	void stop() {
		Future<?> pending = this.timer;
		this.timer = null;
		if (pending != null) {
			pending.cancel(false);
		}
		this.protocol = null;
	}

}
