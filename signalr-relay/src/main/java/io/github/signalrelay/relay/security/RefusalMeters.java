// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What operators see of requests that were turned away before they became connections:
 * {@code signalr.relay.refused} by {@code endpoint} and {@code status}. May be used by
 * any thread.
 */
public final class RefusalMeters {

	private final MeterRegistry registry;

	/**
	 * Makes the meters.
	 * @param registry where they are registered, each when it is first needed
	 */
	public RefusalMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Counts a refusal.
	 * @param endpoint what was asked for: {@code negotiate}, {@code client} or
	 * {@code server}, or {@code http} for what never became a request
	 * @param status HTTP status of the answer
	 */
	public void count(String endpoint, int status) {
		Counter.builder("signalr.relay.refused")
			.description("Requests that were refused before they became connections")
			.tag("endpoint", endpoint)
			.tag("status", Integer.toString(status))
			.register(this.registry)
			.increment();
	}

}
