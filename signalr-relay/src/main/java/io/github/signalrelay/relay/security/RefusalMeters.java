// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

/**
 * What operators see of requests that were turned away before they became connections:
 * {@code signalr.relay.refused} by {@code endpoint} and {@code status}, and what was
 * wrong with tokens, {@code signalr.relay.tokens.refused} by {@code endpoint} and
 * {@code reason}. May be used by any thread.
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
	 * @param endpoint what was asked for: {@code negotiate}, {@code client},
	 * {@code server} or {@code access-key}, or {@code http} for what never became a
	 * request
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

	/**
	 * Counts a token that was not good. The request is counted too.
	 * @param use what it was shown for
	 * @param reason what was wrong with it
	 */
	public void countToken(TokenUse use, Reason reason) {
		Counter.builder("signalr.relay.tokens.refused")
			.description("Tokens that were refused, by what was wrong with them")
			.tag("endpoint", use.label())
			.tag("reason", reason.name().toLowerCase(Locale.ROOT))
			.register(this.registry)
			.increment();
	}

}
