// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks the server to stop a stream. Type 5.
 *
 * @param headers headers in order, empty when there are none
 * @param invocationId id of the stream
 */
public record CancelInvocation(Map<String, String> headers, String invocationId) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 5;

	public CancelInvocation {
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

}
