// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * One hub message encoded for several hub protocols. Names of protocols are compared
 * without regard to case and keep their order.
 *
 * @param byProtocol the encoded messages by protocol name
 */
public record Payloads(Map<String, Payload> byProtocol) {

	/** No payloads. */
	public static final Payloads NONE = new Payloads(Map.of());

	public Payloads {
		byProtocol = (byProtocol.size() < 2) ? Map.copyOf(byProtocol)
				: Collections.unmodifiableMap(new LinkedHashMap<>(byProtocol));
	}

	/**
	 * One encoded message.
	 * @param protocol name of the hub protocol
	 * @param payload the encoded message
	 * @return the payloads
	 */
	public static Payloads of(String protocol, Payload payload) {
		return new Payloads(Map.of(protocol, payload));
	}

	/**
	 * The message in one protocol.
	 * @param protocol name of the hub protocol, in any case
	 * @return the encoded message, or {@code null} when there is none for that protocol
	 */
	public @Nullable Payload forProtocol(String protocol) {
		Payload exact = this.byProtocol.get(protocol);
		if (exact != null) {
			return exact;
		}
		for (Map.Entry<String, Payload> entry : this.byProtocol.entrySet()) {
			if (entry.getKey().equalsIgnoreCase(protocol)) {
				return entry.getValue();
			}
		}
		return null;
	}

}
