// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.SigningKey;

/**
 * The key that a service has given out, and when to ask for another (service protocol
 * reference, 5.6). Any thread may use it.
 */
final class KeyRenewal {

	private static final Duration RENEW_AUTHORISED = Duration.ofMinutes(55);

	private static final Duration RENEW_UNAUTHORISED = Duration.ofMinutes(5);

	private static final Duration EXPIRED = Duration.ofMinutes(110);

	private final Clock clock;

	/** Replaced as a whole, under this object's monitor. */
	private volatile State state = new State(null, Instant.MIN, false, Instant.MIN);

	KeyRenewal(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Key to sign with.
	 * @return the key, or {@code null} before the first one or when the last is too old
	 */
	@Nullable SigningKey current() {
		State now = this.state;
		return hasExpired(now) ? null : now.key();
	}

	boolean hasExpired() {
		return hasExpired(this.state);
	}

	private boolean hasExpired(State now) {
		return now.key() == null || !this.clock.instant().isBefore(now.received().plus(EXPIRED));
	}

	/** Whether a key should be asked for now. */
	boolean isDue() {
		State now = this.state;
		if (now.asked().equals(Instant.MIN)) {
			return true;
		}
		Duration limit = now.authorised() ? RENEW_AUTHORISED : RENEW_UNAUTHORISED;
		return this.clock.instant().isAfter(now.asked().plus(limit));
	}

	synchronized void received(SigningKey key) {
		Instant now = this.clock.instant();
		this.state = new State(key, now, true, now);
	}

	/** The service gave none. The last one stays good for its time. */
	synchronized void refused() {
		State before = this.state;
		this.state = new State(before.key(), before.received(), false, this.clock.instant());
	}

	private record State(@Nullable SigningKey key, Instant received, boolean authorised, Instant asked) {
	}

}
