// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * Delivers a multicast to the members of one shard. Multicasts that wait behind it for
 * the same audience are taken along: what came as a burst leaves as one, with one write
 * for each client. Nothing is held back for that; without a burst there is none.
 * <p>
 * Owned by the event loop of the shard once it was posted.
 */
final class MulticastTask implements LoopTask {

	/**
	 * Most bytes that leave as one write: more would only copy, since system calls are
	 * few by then.
	 */
	private static final int BURST_BYTES = 64 * 1024;

	private static final int BURST_MESSAGES = 64;

	private final HubShard shard;

	private final Audience audience;

	private final List<Multicast> burst = new ArrayList<>(1);

	private int weight;

	MulticastTask(HubShard shard, Audience audience, Multicast multicast) {
		this.shard = shard;
		this.audience = audience;
		this.burst.add(multicast);
		this.weight = multicast.weight();
	}

	@Override
	public boolean takes(LoopTask next) {
		if (!(next instanceof MulticastTask other) || other.shard != this.shard || this.burst.size() == BURST_MESSAGES
				|| this.weight + other.weight > BURST_BYTES || !other.audience.isSameAs(this.audience)) {
			return false;
		}
		this.burst.addAll(other.burst);
		this.weight += other.weight;
		return true;
	}

	@Override
	public void run() {
		deliver(false);
	}

	@Override
	public void runLast() {
		deliver(true);
	}

	private void deliver(boolean last) {
		try {
			this.shard.deliver(this.burst, this.audience, last);
		}
		finally {
			dropped();
		}
	}

	@Override
	public void dropped() {
		this.burst.forEach(Multicast::loopDone);
	}

	@Override
	public int weight() {
		return this.weight;
	}

}
