// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One item of a stream, in either direction. Type 2.
 *
 * @param headers headers in order, empty when there are none
 * @param invocationId id of the stream
 * @param item the item
 */
public record StreamItem(Map<String, String> headers, String invocationId,
		@Nullable Object item) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 2;

	public StreamItem {
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

}
