// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Asks the other side to run a method. Type 1.
 *
 * @param headers headers in order, empty when there are none
 * @param invocationId id that the completion repeats, or {@code null} when no answer is
 * wanted
 * @param target name of the method, as the sender wrote it
 * @param arguments arguments in order
 * @param streamIds ids of the upload streams that belong to the call
 */
public record Invocation(Map<String, String> headers, @Nullable String invocationId, String target,
		List<@Nullable Object> arguments, List<String> streamIds) implements HubMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 1;

	public Invocation {
		headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		arguments = Collections.unmodifiableList(Arrays.asList(arguments.toArray()));
		streamIds = List.copyOf(streamIds);
	}

}
