// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Ping;

/**
 * Reads the flat lists of keys and values that pings are (service protocol reference,
 * 3.6).
 */
public final class PingValues {

	private PingValues() {
	}

	/**
	 * Value of a key.
	 * @param ping the ping
	 * @param key the key
	 * @return value of the first such key, or {@code null}; an odd last text is ignored
	 */
	public static @Nullable String of(Ping ping, String key) {
		List<String> messages = ping.messages();
		for (int i = 0; i + 1 < messages.size(); i += 2) {
			if (messages.get(i).equals(key)) {
				return messages.get(i + 1);
			}
		}
		return null;
	}

	/**
	 * Number of a key.
	 * @param ping the ping
	 * @param key the key
	 * @return the number, or {@code null} if there is none or it is no count
	 */
	public static @Nullable Integer countOf(Ping ping, String key) {
		String value = of(ping, key);
		if (value == null) {
			return null;
		}
		try {
			int count = Integer.parseInt(value);
			return (count >= 0) ? count : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
