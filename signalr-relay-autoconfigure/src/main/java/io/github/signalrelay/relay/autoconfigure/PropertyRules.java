// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * Rules that values of the relay's properties have to obey. Each method gives the value
 * back, or throws an {@link InvalidRelayPropertyException} that names the property.
 */
final class PropertyRules {

	private PropertyRules() {
	}

	/** Size in bytes of something that has to fit into an array. */
	static int bytes(String name, DataSize size) {
		if (size.toBytes() <= 0 || size.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidRelayPropertyException(name, size, "The size must be more than 0 and less than 2 GB.",
					"Set a size such as '1MB', or remove the property.");
		}
		return (int) size.toBytes();
	}

	static int positive(String name, int value) {
		if (value <= 0) {
			throw new InvalidRelayPropertyException(name, value, "The number must be more than 0.",
					"Set a number such as 10000, or remove the property.");
		}
		return value;
	}

	/** A time of a millisecond at least, which timers can tell from none. */
	static Duration positive(String name, Duration value) {
		if (value.toMillis() <= 0) {
			throw new InvalidRelayPropertyException(name, value, "The time must be more than 0.",
					"Set a duration such as '15s', or remove the property.");
		}
		return value;
	}

}
