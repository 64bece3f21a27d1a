// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.function.Consumer;

import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * What was sent to a client and may have to be sent again, within the limits. Owned by
 * the event loop of the connection.
 */
final class SentMessages {

	private final ReconnectSettings settings;

	private final ReconnectMeters meters;

	private final Runnable onFullChanged;

	private final ReplayBuffer replay;

	private boolean full;

	/** Bytes of what is kept that do not count against the maximum. */
	private long allowance;

	/**
	 * Creates the empty store.
	 * @param settings the limits
	 * @param meters what operators see
	 * @param onFullChanged called when {@link #isFull} has changed
	 */
	SentMessages(ReconnectSettings settings, ReconnectMeters meters, Runnable onFullChanged) {
		this.settings = settings;
		this.meters = meters;
		this.onFullChanged = onFullChanged;
		this.replay = new ReplayBuffer(meters);
	}

	/**
	 * Keeps a frame until it is acknowledged.
	 * @param frame the frame, which stays the caller's
	 * @param tolerated whether it may go over the maximum, since its sender was asked to
	 * pause and could not know it yet; it takes no room from others then
	 */
	void keep(SharedFrame frame, boolean tolerated) {
		this.replay.add(frame, frame.trackableMessages());
		if (tolerated) {
			this.allowance = Math.min(this.allowance + frame.size(), ClientTransport.UNDER_WAY);
		}
		if (!this.full && this.replay.bytes() > this.settings.bufferBytes()) {
			this.full = true;
			this.onFullChanged.run();
		}
	}

	void acknowledged(long id) {
		this.replay.acknowledge(id);
		this.allowance = Math.min(this.allowance, this.replay.bytes());
		if (this.full && this.replay.bytes() <= this.settings.bufferBytes()) {
			this.full = false;
			this.onFullChanged.run();
		}
	}

	/** Whether the client should be sent less. */
	boolean isFull() {
		return this.full;
	}

	/** Whether more is kept than may be. */
	boolean isOverflowing() {
		return this.replay.isOver(limit());
	}

	/**
	 * Forgets the oldest. A client that is there most likely has them; one that had not
	 * would notice when it came back.
	 */
	void forgetOldest() {
		this.replay.shrinkTo(limit());
		this.meters.forgotten();
	}

	private long limit() {
		return this.settings.maximumBytes() + this.allowance;
	}

	/** Id of the first message that {@link #repeat} sends, or would send. */
	long firstId() {
		return this.replay.firstId();
	}

	void repeat(Consumer<SharedFrame> target) {
		this.replay.replay(target);
	}

	void clear() {
		this.replay.clear();
	}

}
