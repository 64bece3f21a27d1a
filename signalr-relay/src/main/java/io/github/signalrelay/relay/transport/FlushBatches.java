// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.EventLoop;

/**
 * The {@link FlushBatch} of each event loop. May be used by any thread.
 */
public final class FlushBatches {

	private final Map<EventLoop, FlushBatch> byLoop = new ConcurrentHashMap<>();

	/**
	 * Finds or makes the batch of a loop.
	 * @param eventLoop the loop
	 * @return its batch, to be used on that loop only
	 */
	public FlushBatch of(EventLoop eventLoop) {
		return this.byLoop.computeIfAbsent(eventLoop, FlushBatch::new);
	}

}
