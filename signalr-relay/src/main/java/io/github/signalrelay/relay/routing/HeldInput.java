// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.StreamInvocation;

/**
 * What a client sends while it moves. Up to the first call it still goes to the former
 * app server, whose running calls may wait for it: answers to questions, items of
 * uploads, cancellations. The first call and all behind it are kept for the next app
 * server, so that the order is that of the client. Owned by the event loop of the client.
 */
final class HeldInput {

	/** Bytes above which the client is not read any more. */
	private static final long LIMIT = 16 * 1024;

	private final @Nullable HubFraming framing;

	private final Queue<Payload> messages = new ArrayDeque<>(1);

	private boolean holding;

	private long bytes;

	HeldInput(@Nullable HubFraming framing) {
		this.framing = framing;
		this.holding = framing == null;
	}

	/** From now on nothing passes. */
	void holdAll() {
		this.holding = true;
	}

	/**
	 * Takes whole messages of the client.
	 * @return those for the former app server, or {@code null} when there are none
	 */
	@Nullable Payload pass(Payload payload) {
		int end = this.holding ? 0 : firstCall(payload);
		if (end < payload.length()) {
			this.holding = true;
			Payload rest = payload.slice(end, payload.length());
			this.messages.add(rest);
			this.bytes += rest.length();
		}
		return (end > 0) ? payload.slice(0, end) : null;
	}

	/** Position of the first call, or the length when there is none. */
	private int firstCall(Payload payload) {
		HubFraming known = this.framing;
		ByteBuffer input = payload.asByteBuffer();
		int from = (known != null) ? input.position() : input.limit();
		while (known != null && from < input.limit()) {
			int end = known.messageEnd(input, from);
			if (end == HubFraming.INCOMPLETE || isCall(FramedMessageType.of(input, from, end, known))) {
				break;
			}
			from = end;
		}
		return from - input.position();
	}

	/** What cannot be told from a call counts as one. */
	private static boolean isCall(int type) {
		return type == Invocation.TYPE || type == StreamInvocation.TYPE || type == FramedMessageType.UNKNOWN;
	}

	/** Whether the client should not be read any more. */
	boolean isFull() {
		return this.bytes > LIMIT;
	}

	/** Gives everything away in its order. */
	void release(Consumer<Payload> next) {
		for (Payload payload = this.messages.poll(); payload != null; payload = this.messages.poll()) {
			next.accept(payload);
		}
		this.bytes = 0;
	}

}
