// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Messages of a client that came while its hub took none. Owned by the event loop of the
 * connection.
 */
final class HeldMessages {

	/** More than clients send, by default, before they wait for an acknowledgement. */
	private static final long LIMIT = 256 * 1024;

	private final Queue<Payload> messages = new ArrayDeque<>(0);

	private long bytes;

	void add(Payload payload) {
		this.messages.add(payload);
		this.bytes += payload.length();
	}

	/** Whether more may be taken in. */
	boolean hasRoom() {
		return this.bytes < LIMIT;
	}

	/** Gives the oldest away, or null when there is none. */
	@Nullable Payload poll() {
		Payload oldest = this.messages.poll();
		this.bytes -= (oldest != null) ? oldest.length() : 0;
		return oldest;
	}

	void clear() {
		this.messages.clear();
		this.bytes = 0;
	}

}
