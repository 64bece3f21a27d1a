// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Decides which of the failures of one hub's service connections to an endpoint are worth
 * a warning: the first, each with another reason, and from time to time one that tells
 * how many there were. A service that is away for a day would fill the log otherwise,
 * with as many lines for each attempt as there are connections.
 * <p>
 * Guarded by its monitor.
 */
final class FailureLog {

	private static final long REMINDER_MILLIS = Duration.ofMinutes(10).toMillis();

	private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

	private @Nullable String lastReason;

	private long lastTold;

	private long lastNoted;

	private int leftOut;

	/**
	 * Notes a failure.
	 * @param reason what is to be told
	 * @param now the time, in milliseconds
	 * @return number of failures for the same reason that were not told before this one,
	 * or -1 if this one is not to be told either
	 */
	synchronized int note(String reason, long now) {
		this.lastNoted = now;
		if (reason.equals(this.lastReason) && now - this.lastTold < REMINDER_MILLIS) {
			this.leftOut++;
			return -1;
		}
		int before = reason.equals(this.lastReason) ? this.leftOut : 0;
		this.lastReason = reason;
		this.lastTold = now;
		this.leftOut = 0;
		return before;
	}

	/**
	 * There is a connection again. The next failure is news, unless it comes and goes all
	 * the time.
	 * @param now the time, in milliseconds
	 */
	synchronized void succeeded(long now) {
		if (now - this.lastNoted >= QUIET_MILLIS) {
			this.lastReason = null;
			this.leftOut = 0;
		}
	}

}
