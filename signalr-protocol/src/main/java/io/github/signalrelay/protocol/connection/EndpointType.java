// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is for, when there are several.
 */
public enum EndpointType {

	/** Takes clients. */
	PRIMARY("Primary"),

	/** Takes clients only while no primary endpoint is online. */
	SECONDARY("Secondary");

	private final String printed;

	EndpointType(String printed) {
		this.printed = printed;
	}

	static @Nullable EndpointType of(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "primary" -> PRIMARY;
			case "secondary" -> SECONDARY;
			default -> null;
		};
	}

	/** The name as it is shown to people. */
	@Override
	public String toString() {
		return this.printed;
	}

}
