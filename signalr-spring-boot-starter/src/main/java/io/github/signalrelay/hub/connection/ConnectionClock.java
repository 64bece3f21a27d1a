// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import io.github.signalrelay.hub.HubOptions;

/**
 * Times of one connection (hub protocol reference, section 12), in nanoseconds. Written
 * by the serial queue of the connection, except for the time of the last ping, which
 * belongs to the heartbeat.
 */
final class ConnectionClock {

	private final HubOptions options;

	private final long opened;

	private volatile long lastHeard;

	private volatile boolean clientPings;

	private long lastPing;

	ConnectionClock(HubOptions options, long now) {
		this.options = options;
		this.opened = now;
		this.lastHeard = now;
		this.lastPing = now;
	}

	void heard(long now) {
		this.lastHeard = now;
	}

	/** From the first ping on, silence ends the connection. */
	void pinged() {
		this.clientPings = true;
	}

	boolean isHandshakeLate(long now) {
		return now - this.opened > this.options.handshakeTimeout().toNanos();
	}

	boolean isClientLate(long now) {
		return this.clientPings && now - this.lastHeard > this.options.clientTimeoutInterval().toNanos();
	}

	/**
	 * Whether a ping must be sent now. A positive answer counts as sending it. Other
	 * sends do not put it off: that is how the original does it.
	 * @param now the time
	 * @return whether to send a ping
	 */
	boolean isPingDue(long now) {
		if (now - this.lastPing < this.options.keepAliveInterval().toNanos()) {
			return false;
		}
		this.lastPing = now;
		return true;
	}

}
