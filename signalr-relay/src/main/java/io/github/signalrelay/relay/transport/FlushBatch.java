// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoop;

/**
 * Channels of one event loop that were written to since the last flush. They are flushed
 * together once the tasks that the loop has already taken are done: a burst of messages
 * becomes one system call per channel, and an idle relay adds no delay.
 * <p>
 * Owned by its event loop.
 */
public final class FlushBatch {

	private final EventLoop eventLoop;

	private final Runnable flush = this::flush;

	private List<Member> dirty = new ArrayList<>();

	private List<Member> spare = new ArrayList<>();

	/**
	 * Makes the batch of a loop; there must be only one per loop and relay.
	 * @param eventLoop the loop
	 */
	public FlushBatch(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	/**
	 * Remembers a channel for the next flush. A channel must not add itself twice before
	 * it was flushed.
	 * @param member the channel
	 */
	public void add(Member member) {
		if (this.dirty.isEmpty()) {
			this.eventLoop.execute(this.flush);
		}
		this.dirty.add(member);
	}

	private void flush() {
		List<Member> batch = this.dirty;
		this.dirty = this.spare;
		for (int index = 0; index < batch.size(); index++) {
			batch.get(index).flushBatched();
		}
		batch.clear();
		this.spare = batch;
	}

	/** What can be flushed. */
	@FunctionalInterface
	public interface Member {

		/**
		 * Flushes what was written. Called on the loop; MUST NOT throw.
		 */
		void flushBatched();

	}

}
