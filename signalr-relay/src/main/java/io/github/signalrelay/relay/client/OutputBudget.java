// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.github.signalrelay.relay.transport.ClientTransport;

/**
 * Bytes that may wait for one client. Owned by the event loop of the connection.
 */
final class OutputBudget {

	private final ClientTransport transport;

	private final ClientSettings settings;

	/** Size of a message over the limit that was let in alone, until it has left. */
	private long allowance;

	/** What progress looked like when it was seen last, and when that was. */
	private long progress;

	private long progressAt;

	private boolean waiting;

	OutputBudget(ClientTransport transport, ClientSettings settings) {
		this.transport = transport;
		this.settings = settings;
	}

	/**
	 * Whether a message may join the queue. What waits only for the flush of its batch is
	 * handed to the socket before it counts.
	 */
	boolean admit(int size) {
		if (!fits(size)) {
			this.transport.flush();
			if (!fits(size)) {
				return false;
			}
		}
		return true;
	}

	private boolean fits(int size) {
		long pending = this.transport.pendingBytes();
		if (pending == 0) {
			this.allowance = (size > this.settings.pendingBytes()) ? size : 0;
			return true;
		}
		return pending + size <= this.settings.pendingBytes() + this.allowance;
	}

	/**
	 * Whether the client took nothing of what waits for longer than the send timeout.
	 * @param now time of the sweep, in nanoseconds
	 */
	boolean isStalled(long now) {
		boolean pending = this.transport.pendingBytes() > 0;
		long current = this.transport.sendProgress();
		if (!pending || !this.waiting || current != this.progress) {
			this.waiting = pending;
			this.progress = current;
			this.progressAt = now;
			return false;
		}
		return now - this.progressAt > this.settings.sendTimeout().toNanos();
	}

}
