// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that may be kept of what clients post too early, for all of them together. Any
 * thread may use it.
 */
public final class EarlyRoom {

	private final long limit;

	private final AtomicLong taken = new AtomicLong();

	/**
	 * Makes the empty room.
	 * @param limit how many bytes it has
	 */
	public EarlyRoom(long limit) {
		this.limit = limit;
	}

	/**
	 * Takes room.
	 * @param bytes how much
	 * @return {@code false} if there is not as much, and nothing was taken
	 */
	boolean take(int bytes) {
		if (this.taken.addAndGet(bytes) > this.limit) {
			this.taken.addAndGet(-bytes);
			return false;
		}
		return true;
	}

	void giveBack(int bytes) {
		this.taken.addAndGet(-bytes);
	}

}
