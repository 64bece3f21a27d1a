// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.Map;

import io.micrometer.observation.transport.Propagator;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubCaller;

/**
 * Context of the observation of a hub method's call. Its carrier are the headers of the
 * client's message: {@code traceparent} and what else propagators look for.
 */
public final class HubInvocationObservationContext extends HubCallObservationContext<Map<String, String>> {

	private static final Propagator.Getter<Map<String, String>> HEADERS = HubInvocationObservationContext::header;

	private final @Nullable String method;

	private final boolean streaming;

	HubInvocationObservationContext(String hub, @Nullable String method, boolean streaming, HubCaller caller,
			Map<String, String> headers) {
		super(hub, caller, headers, HEADERS);
		this.method = method;
		this.streaming = streaming;
	}

	/**
	 * Name of the method, as the hub declares it.
	 * @return the name, or {@code null} when the client asked for one that the hub does
	 * not have
	 */
	public @Nullable String getMethod() {
		return this.method;
	}

	/**
	 * Whether the client asked for a stream.
	 * @return {@code false} for a call with a single result or none
	 */
	public boolean isStreaming() {
		return this.streaming;
	}

	/** Senders spell headers as they like. */
	private static @Nullable String header(Map<String, String> headers, String name) {
		String value = headers.get(name);
		if (value != null || headers.isEmpty()) {
			return value;
		}
		for (Map.Entry<String, String> header : headers.entrySet()) {
			if (header.getKey().equalsIgnoreCase(name)) {
				return header.getValue();
			}
		}
		return null;
	}

}
