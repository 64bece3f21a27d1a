// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Asks the server to run a streaming method. Type 4.
 *
 * @param headers headers in order, empty when there are none
 * @param invocationId id that items and completion repeat
 * @param target name of the method, as the client wrote it
 * @param arguments arguments in order
 * @param streamIds ids of the upload streams that belong to the call
 */
public record StreamInvocation(Map<String, String> headers, String invocationId, String target,
		List<@Nullable Object> arguments, List<String> streamIds) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 4;

	public StreamInvocation {
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
		streamIds = List.copyOf(streamIds);
	}

}
