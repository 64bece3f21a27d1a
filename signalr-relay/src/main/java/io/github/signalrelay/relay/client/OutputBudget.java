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

	/** Bytes let in so far. */
	private long admitted;

	/** What had left the queue when progress was seen last, and when that was. */
	private long taken;

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
		this.admitted += size;
		return true;
	}

	private boolean fits(int size) {
		long pending = this.transport.pendingBytes();
		if (pending == 0) {
			this.allowance = Math.max(0, size - this.settings.pendingBytes());
			return true;
		}
		return pending + size <= this.settings.pendingBytes() + this.allowance;
	}

	/**
	 * Whether the client took nothing of what waits for longer than the send timeout.
	 * @param now time of the sweep, in nanoseconds
	 */
	boolean isStalled(long now) {
		long pending = this.transport.pendingBytes();
		long nowTaken = this.admitted - pending;
		// Bookkeeping counts as pending too: more frames in the queue look like fewer bytes taken
		if (pending == 0 || !this.waiting || nowTaken > this.taken) {
			this.waiting = pending > 0;
			this.taken = nowTaken;
			this.progressAt = now;
			return false;
		}
		return now - this.progressAt > this.settings.sendTimeout().toNanos();
	}

}
