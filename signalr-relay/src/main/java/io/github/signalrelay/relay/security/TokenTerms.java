// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.ServiceClaims;

/**
 * What a client's token asks of the relay (service protocol reference, 4.4 and 4.6). What
 * cannot be read, or lies outside of its range, is as if it were not there.
 *
 * @param token the token, found good
 */
public record TokenTerms(AccessToken token) {

	private static final int MAX_HANDSHAKE_SECONDS = 30;

	private static final int MAX_POLL_INTERVAL_SECONDS = 300;

	/**
	 * Whether the client may use a transport.
	 * @param transport the transport
	 * @return {@code true} unless the token names others
	 */
	public boolean allows(TransportType transport) {
		Long mask = number(ServiceClaims.TRANSPORTS);
		return mask == null || (mask & transport.bit()) != 0;
	}

	/**
	 * Time for the hub handshake.
	 * @param otherwise time if the token does not name one of 1 to 30 s
	 * @return the time
	 */
	public Duration handshakeTimeout(Duration otherwise) {
		return seconds(ServiceClaims.HANDSHAKE_TIMEOUT, MAX_HANDSHAKE_SECONDS, otherwise);
	}

	/**
	 * Longest time from one poll to the next.
	 * @param otherwise time if the token does not name one of 1 to 300 s
	 * @return the time
	 */
	public Duration pollInterval(Duration otherwise) {
		return seconds(ServiceClaims.POLL_INTERVAL, MAX_POLL_INTERVAL_SECONDS, otherwise);
	}

	private Duration seconds(String claim, int maximum, Duration otherwise) {
		Long seconds = number(claim);
		return (seconds != null && seconds >= 1 && seconds <= maximum) ? Duration.ofSeconds(seconds) : otherwise;
	}

	/**
	 * When the connection ends. WebSockets outlive their token unless it says otherwise.
	 * The other transports show theirs with each request, and so end with it.
	 * @param transport transport of the client
	 * @return the time, or {@code null} for no end
	 */
	public @Nullable Instant closeAt(TransportType transport) {
		Instant asked = closeAt();
		Instant expiry = (transport == TransportType.WEB_SOCKETS) ? null : this.token.expiresAt();
		return (asked == null || (expiry != null && expiry.isBefore(asked))) ? expiry : asked;
	}

	private @Nullable Instant closeAt() {
		Long seconds = number(ServiceClaims.AUTHENTICATION_EXPIRES);
		if (seconds == null || !flag(ServiceClaims.CLOSE_ON_EXPIRATION) || flag(ServiceClaims.DIAGNOSTIC_CLIENT)) {
			return null;
		}
		return Instant
			.ofEpochSecond(Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), seconds)));
	}

	/**
	 * Whether the client may see what went wrong.
	 * @return {@code true} if so
	 */
	public boolean detailedErrors() {
		return flag(ServiceClaims.DETAILED_ERRORS);
	}

	/**
	 * Bytes that the app server wants to be kept for stateful reconnect; not a claim of
	 * the original.
	 * @return the number, 0 for none in particular
	 */
	public long reconnectBufferBytes() {
		Long bytes = number(ServiceClaims.RECONNECT_BUFFER);
		return (bytes != null) ? bytes : 0;
	}

	private boolean flag(String claim) {
		return Boolean.parseBoolean(this.token.first(claim));
	}

	private @Nullable Long number(String claim) {
		String text = this.token.first(claim);
		try {
			return (text != null) ? Long.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
