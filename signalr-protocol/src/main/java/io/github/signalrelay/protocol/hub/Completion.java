// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Ends an invocation or a stream. Type 3.
 *
 * @param headers headers in order, empty when there are none
 * @param invocationId id of the invocation or stream
 * @param error text of the error, or {@code null} on success
 * @param hasResult whether there is a result, which may be {@code null}; never together
 * with an error
 * @param result the result
 */
public record Completion(Map<String, String> headers, String invocationId, @Nullable String error, boolean hasResult,
		@Nullable Object result) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 3;

	public Completion {
		headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		if (error != null && hasResult) {
			throw new IllegalArgumentException("A completion has either an error or a result");
		}
	}

}
