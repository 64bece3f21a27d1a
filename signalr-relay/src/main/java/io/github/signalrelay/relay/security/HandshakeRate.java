// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.function.LongSupplier;

/**
 * Limits how many new connections are let in, so that a storm of clients that come back
 * leaves time for those that are there. What was not used within a second is lost. May be
 * used by any thread.
 */
public final class HandshakeRate {

	private static final double NANOS = 1_000_000_000.0;

	private final int perSecond;

	private final LongSupplier nanoTime;

	/** Guarded by this object's monitor, like the time of its last change. */
	private double left;

	private long lastChange;

	/**
	 * Makes the limit.
	 * @param perSecond most connections in a second
	 */
	public HandshakeRate(int perSecond) {
		this(perSecond, System::nanoTime);
	}

	HandshakeRate(int perSecond, LongSupplier nanoTime) {
		this.perSecond = perSecond;
		this.nanoTime = nanoTime;
		this.left = perSecond;
		this.lastChange = nanoTime.getAsLong();
	}

	/**
	 * Takes one of the connections that may come now.
	 * @return {@code false} if there is none
	 */
	public synchronized boolean tryTake() {
		long now = this.nanoTime.getAsLong();
		this.left = Math.min(this.perSecond, this.left + (now - this.lastChange) / NANOS * this.perSecond);
		this.lastChange = now;
		if (this.left < 1) {
			return false;
		}
		this.left--;
		return true;
	}

}
