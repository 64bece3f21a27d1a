// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.function.LongSupplier;

/**
 * When something came from an app server last, and when it was pinged (service protocol
 * reference, 6.4). Safe for use by many threads; {@link #isPingDue} is called by one at a
 * time.
 */
final class ServerKeepAlive {

	private final LongSupplier nanoTime;

	/** Off while the relay has too much to do; silence says nothing then. */
	private volatile boolean reading = true;

	private volatile long lastReceived;

	private volatile long lastPing;

	ServerKeepAlive(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.lastReceived = nanoTime.getAsLong();
		this.lastPing = this.lastReceived;
	}

	/** Something has come. */
	void received() {
		this.lastReceived = this.nanoTime.getAsLong();
	}

	void setReading(boolean reading) {
		this.reading = reading;
	}

	/** Whether nothing has come for so long, where something could come. */
	boolean isSilentFor(long nanos) {
		if (!this.reading) {
			received();
		}
		return this.nanoTime.getAsLong() - this.lastReceived >= nanos;
	}

	/** Whether the next ping is due; it counts as sent then. */
	boolean isPingDue(long intervalNanos) {
		long now = this.nanoTime.getAsLong();
		if (now - this.lastPing < intervalNanos) {
			return false;
		}
		this.lastPing = now;
		return true;
	}

}
