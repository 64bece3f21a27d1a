// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.time.Duration;

/**
 * Limits of stateful reconnect.
 *
 * @param window how long a client may be away; 15 s by default
 * @param bufferBytes bytes of messages without an acknowledgement above which the app
 * server is asked to hold back what it sends to this client, where it can. 100,000 by
 * default; the client's token may ask for another number
 * @param maximumBytes bytes of messages without an acknowledgement that are kept for one
 * client. While the client is there, the oldest are forgotten beyond that; while it is
 * away, its connection ends. 512 KiB by default
 */
public record ReconnectSettings(Duration window, long bufferBytes, long maximumBytes) {

	/** The defaults. */
	public static final ReconnectSettings DEFAULT = new ReconnectSettings(Duration.ofSeconds(15), 100_000, 512 * 1024);

	public ReconnectSettings {
		if (window.isNegative() || window.isZero()) {
			throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
		}
		requirePositive("bufferBytes", bufferBytes);
		requirePositive("maximumBytes", maximumBytes);
	}

	private static void requirePositive(String name, long value) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
		}
	}

	/**
	 * The same settings for a client whose token asks for another buffer.
	 * @param asked bytes, not more than the maximum
	 * @return a copy
	 */
	ReconnectSettings withBufferBytes(long asked) {
		return new ReconnectSettings(this.window, Math.min(asked, this.maximumBytes), this.maximumBytes);
	}

}
