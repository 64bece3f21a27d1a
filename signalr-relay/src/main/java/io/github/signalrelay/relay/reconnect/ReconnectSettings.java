// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.time.Duration;

/**
 * Limits of stateful reconnect.
 *
 * @param window how long a client may be away; 15 s by default
 * @param maximumBytes bytes of messages without an acknowledgement that are kept for one
 * client. While the client is there, the oldest are forgotten beyond that; while it is
 * away, its connection ends. 512 KiB by default
 */
public record ReconnectSettings(Duration window, long maximumBytes) {

	/** The defaults. */
	public static final ReconnectSettings DEFAULT = new ReconnectSettings(Duration.ofSeconds(15), 512 * 1024);

	public ReconnectSettings {
		if (window.isNegative() || window.isZero()) {
			throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
		}
		if (maximumBytes <= 0) {
			throw new IllegalArgumentException("maximumBytes: " + maximumBytes + " (expected: > 0)");
		}
	}

}
