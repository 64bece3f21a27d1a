// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.github.signalrelay.relay.transport.ClientTransport;

/**
 * Bytes that may wait for one client, while any do. Owned by the event loop of the
 * connection.
 */
final class OutputBudget {

	/**
	 * A client for which no more than this part of the limit waits keeps up: it may be
	 * sent a single message that is larger than the limit.
	 */
	private static final int KEEPING_UP = 4;

	private final ClientTransport transport;

	private final ClientSettings settings;

	/** What was let in over the limit, until it has left. */
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
	 * @param size bytes of the message
	 * @param tolerated whether it may go over the limit, since its sender was asked to
	 * pause and could not know it yet; it takes no room from others then
	 * @param now the time, in nanoseconds
	 */
	boolean admit(int size, boolean tolerated, long now) {
		if (isStalled(now)) {
			this.transport.flush();
			if (isStalled(now)) {
				return false;
			}
		}
		if (!fits(size)) {
			this.transport.flush();
			if (!fits(size)) {
				return tolerated && tolerate(size);
			}
		}
		return true;
	}

	private boolean tolerate(int size) {
		this.allowance += size;
		return this.allowance <= ClientTransport.UNDER_WAY;
	}

	private boolean fits(int size) {
		long limit = this.settings.pendingBytes();
		long pending = this.transport.pendingBytes();
		this.allowance = Math.min(this.allowance, pending);
		if (size > limit && this.allowance == 0 && pending <= limit / KEEPING_UP) {
			this.allowance = size;
			return true;
		}
		return pending + size <= limit + this.allowance;
	}

	/** Lets stay what waits for the client by now, however much it is. */
	void admitWaiting() {
		this.allowance = this.transport.pendingBytes();
	}

	/**
	 * Whether the client took nothing of what waits for longer than the send timeout, as
	 * far as it was looked at: each sweep and each message looks.
	 * @param now the time, in nanoseconds
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
