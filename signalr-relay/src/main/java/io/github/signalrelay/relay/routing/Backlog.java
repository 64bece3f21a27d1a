// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that app servers have sent and event loops have not got to yet, over the whole
 * relay. Over the limit app servers are not read until half of it is done: the loops are
 * busy, which is not the fault of a slow client. Safe for use by many threads.
 */
final class Backlog {

	private final long limit;

	private final Runnable onChange;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean full = new AtomicBoolean();

	/**
	 * Creates an empty backlog.
	 * @param limit bytes at which app servers are no longer read
	 * @param onChange called after {@link #isFull} changed, on any thread
	 */
	Backlog(long limit, Runnable onChange) {
		this.limit = limit;
		this.onChange = onChange;
	}

	void add(int weight) {
		if (this.bytes.addAndGet(weight) > this.limit && this.full.compareAndSet(false, true)) {
			this.onChange.run();
			// The loops may have emptied it between the two lines above
			relax();
		}
	}

	void remove(int weight) {
		this.bytes.addAndGet(-weight);
		relax();
	}

	private void relax() {
		if (this.full.get() && this.bytes.get() <= this.limit / 2 && this.full.compareAndSet(true, false)) {
			this.onChange.run();
		}
	}

	boolean isFull() {
		return this.full.get();
	}

	long bytes() {
		return this.bytes.get();
	}

}
