// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Messages sent to one client that it has not acknowledged, in order, numbered from 1
 * (hub protocol reference, section 14). A frame may hold several messages and is kept
 * until the last of them is acknowledged.
 * <p>
 * Owned by the event loop of the connection. Allocates nothing for a message, apart from
 * growing now and then.
 */
final class ReplayBuffer {

	private static final int FIRST_CAPACITY = 16;

	private final ReconnectMeters meters;

	/** A ring; the length is a power of 2. */
	private @Nullable SharedFrame[] frames = new SharedFrame[FIRST_CAPACITY];

	/** Number of messages in each frame, in the same ring. */
	private int[] counts = new int[FIRST_CAPACITY];

	private int head;

	private int size;

	/** Id of the first message in the oldest frame, or of the next one that is added. */
	private long firstId = 1;

	private long total;

	private long bytes;

	ReplayBuffer(ReconnectMeters meters) {
		this.meters = meters;
	}

	/**
	 * Keeps a frame that is being sent; takes a share of its own.
	 * @param messages number of messages in it that have an id, 1 or more
	 */
	void add(SharedFrame frame, int messages) {
		if (this.size == this.frames.length) {
			grow();
		}
		int tail = (this.head + this.size) & (this.frames.length - 1);
		this.frames[tail] = frame.retain();
		this.counts[tail] = messages;
		this.size++;
		this.total += messages;
		this.bytes += frame.size();
		this.meters.kept(frame.size());
	}

	private void grow() {
		int capacity = this.frames.length;
		@Nullable SharedFrame[] grownFrames = Arrays.copyOf(this.frames, 2 * capacity);
		int[] grownCounts = Arrays.copyOf(this.counts, 2 * capacity);
		// What had wrapped around moves behind the former end
		System.arraycopy(this.frames, 0, grownFrames, capacity, this.head);
		System.arraycopy(this.counts, 0, grownCounts, capacity, this.head);
		Arrays.fill(grownFrames, 0, this.head, null);
		this.frames = grownFrames;
		this.counts = grownCounts;
	}

	/** Forgets what the client has acknowledged; ids never sent do no harm. */
	void acknowledge(long id) {
		while (this.size > 0 && this.firstId + this.counts[this.head] - 1 <= id) {
			dropOldest();
		}
	}

	/** Forgets the oldest frames until the rest is within a limit; the last one stays. */
	void shrinkTo(long limit) {
		while (this.bytes > limit && this.size > 1) {
			dropOldest();
		}
	}

	private void dropOldest() {
		SharedFrame frame = this.frames[this.head];
		this.frames[this.head] = null;
		this.firstId += this.counts[this.head];
		this.head = (this.head + 1) & (this.frames.length - 1);
		this.size--;
		if (frame != null) {
			this.bytes -= frame.size();
			this.meters.kept(-frame.size());
			frame.release();
		}
	}

	/** Whether more is kept than a limit allows; a single frame always is allowed. */
	boolean isOver(long limit) {
		return this.bytes > limit && this.size > 1;
	}

	/** Id of the first message that a replay sends, or would send. */
	long firstId() {
		return this.firstId;
	}

	/** Number of messages sent, acknowledged or not. */
	long total() {
		return this.total;
	}

	long bytes() {
		return this.bytes;
	}

	/** Shows all frames in order; they stay. */
	void replay(Consumer<SharedFrame> target) {
		for (int index = 0; index < this.size; index++) {
			SharedFrame frame = this.frames[(this.head + index) & (this.frames.length - 1)];
			if (frame != null) {
				target.accept(frame);
			}
		}
	}

	void clear() {
		while (this.size > 0) {
			dropOldest();
		}
	}

}
