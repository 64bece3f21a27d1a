// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;

/**
 * Claims of the token that an app server gives a client for the relay (service protocol
 * reference, 4.4 and 4.5). Whatever is not set, or has the value that everybody assumes,
 * makes no claim. {@link ClientPrincipal} is the way back.
 */
public final class ClientTokenClaims {

	private static final Logger logger = LoggerFactory.getLogger(ClientTokenClaims.class);

	private static final Duration MIN_HANDSHAKE_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

	private static final Duration MAX_HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

	/** What clients and relays keep when nothing else is said. */
	private static final long DEFAULT_RECONNECT_BUFFER = 100_000;

	private static final String TRUE = "true";

	private static final List<String> ORDER = List.of(ServiceClaims.USER_ID, ServiceClaims.SERVER_NAME,
			ServiceClaims.SERVER_STICKY_MODE, ServiceClaims.DIAGNOSTIC_CLIENT, ServiceClaims.HANDSHAKE_TIMEOUT,
			ServiceClaims.AUTHENTICATION_TYPE, ServiceClaims.ENDPOINT_COUNT, ServiceClaims.DETAILED_ERRORS,
			ServiceClaims.NAME_TYPE, ServiceClaims.ROLE_TYPE, ServiceClaims.POLL_INTERVAL, ServiceClaims.TRANSPORTS,
			ServiceClaims.CLOSE_ON_EXPIRATION, ServiceClaims.AUTHENTICATION_EXPIRES, ServiceClaims.RECONNECT_BUFFER);

	private ClientTokenClaims() {
	}

	/**
	 * Starts with no claims at all.
	 * @return a builder, for one thread
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects what the claims shall say. The order of the calls does not matter. Not
	 * thread-safe.
	 */
	public static final class Builder {

		private final Map<String, String> values = new HashMap<>();

		private List<Claim> userClaims = List.of();

		private Builder() {
		}

		/**
		 * Sets the user id.
		 * @param userId the user id, or {@code null} for none
		 * @return this builder
		 */
		public Builder userId(@Nullable String userId) {
			set(ServiceClaims.USER_ID, userId);
			return this;
		}

		/**
		 * Binds the client to an app server.
		 * @param serverId id of the server
		 * @param mode how firmly; no claim when disabled
		 * @return this builder
		 */
		public Builder sticky(String serverId, ServerStickyMode mode) {
			boolean sticky = mode != ServerStickyMode.DISABLED;
			set(ServiceClaims.SERVER_NAME, sticky ? serverId : null);
			set(ServiceClaims.SERVER_STICKY_MODE, sticky ? mode.wireName() : null);
			return this;
		}

		/**
		 * Marks a client to be observed.
		 * @param diagnostic whether it is one
		 * @return this builder
		 */
		public Builder diagnosticClient(boolean diagnostic) {
			set(ServiceClaims.DIAGNOSTIC_CLIENT, diagnostic ? TRUE : null);
			return this;
		}

		/**
		 * Sets the time the client has for its hub handshake.
		 * @param timeout 1 to 30 whole seconds; another one is logged and not sent, 15 s
		 * are what the relay assumes
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration timeout) {
			boolean inRange = timeout.compareTo(MIN_HANDSHAKE_TIMEOUT) >= 0
					&& timeout.toSeconds() <= MAX_HANDSHAKE_TIMEOUT.toSeconds();
			if (!inRange) {
				logger.warn("Handshake timeout {} is not sent to the relay (expected: {} to {})", timeout,
						MIN_HANDSHAKE_TIMEOUT, MAX_HANDSHAKE_TIMEOUT);
			}
			boolean told = inRange && timeout.toSeconds() != DEFAULT_HANDSHAKE_TIMEOUT.toSeconds();
			set(ServiceClaims.HANDSHAKE_TIMEOUT, told ? Long.toString(timeout.toSeconds()) : null);
			return this;
		}

		/**
		 * Sets how the user was authenticated.
		 * @param type the type, or {@code null} when not known
		 * @return this builder
		 */
		public Builder authenticationType(@Nullable String type) {
			set(ServiceClaims.AUTHENTICATION_TYPE, unless(ClientPrincipal.DEFAULT_AUTHENTICATION_TYPE, type));
			return this;
		}

		/**
		 * Sets the number of endpoints of the app server.
		 * @param count the number; a claim from 2 on
		 * @return this builder
		 */
		public Builder endpointCount(int count) {
			set(ServiceClaims.ENDPOINT_COUNT, (count > 1) ? Integer.toString(count) : null);
			return this;
		}

		/**
		 * Lets clients see the reasons of errors.
		 * @param enabled whether they may
		 * @return this builder
		 */
		public Builder detailedErrors(boolean enabled) {
			// the capital letter is how the original prints it
			set(ServiceClaims.DETAILED_ERRORS, enabled ? "True" : null);
			return this;
		}

		/**
		 * Sets the type of the claim that holds the user's name.
		 * @param type the type, or {@code null} for the usual one
		 * @return this builder
		 */
		public Builder nameType(@Nullable String type) {
			set(ServiceClaims.NAME_TYPE, unless(ClaimNames.NAME, type));
			return this;
		}

		/**
		 * Sets the type of the claims that hold the user's roles.
		 * @param type the type, or {@code null} for the usual one
		 * @return this builder
		 */
		public Builder roleType(@Nullable String type) {
			set(ServiceClaims.ROLE_TYPE, unless(ClaimNames.ROLE, type));
			return this;
		}

		/**
		 * Sets how long a poll may be idle.
		 * @param interval 1 to 300 whole seconds, or {@code null} for the relay's own
		 * limit
		 * @return this builder
		 */
		public Builder pollInterval(@Nullable Duration interval) {
			set(ServiceClaims.POLL_INTERVAL, (interval != null) ? Long.toString(interval.toSeconds()) : null);
			return this;
		}

		/**
		 * Limits the transports of the client.
		 * @param transports transports that it may use, or {@code null} for no limit
		 * @return this builder
		 */
		public Builder transports(@Nullable Set<TransportType> transports) {
			set(ServiceClaims.TRANSPORTS, (transports != null) ? mask(transports) : null);
			return this;
		}

		/**
		 * Ends the connection together with the user's authentication.
		 * @param expires when that is, or {@code null} for never
		 * @return this builder
		 */
		public Builder closeOnExpiration(@Nullable Instant expires) {
			set(ServiceClaims.CLOSE_ON_EXPIRATION, (expires != null) ? TRUE : null);
			set(ServiceClaims.AUTHENTICATION_EXPIRES,
					(expires != null) ? Long.toString(expires.getEpochSecond()) : null);
			return this;
		}

		/**
		 * Sets what may wait for a client's acknowledgement, for stateful reconnect.
		 * @param bytes number of bytes; no claim for the 100,000 that relays assume
		 * @return this builder
		 */
		public Builder reconnectBuffer(long bytes) {
			set(ServiceClaims.RECONNECT_BUFFER, (bytes != DEFAULT_RECONNECT_BUFFER) ? Long.toString(bytes) : null);
			return this;
		}

		/**
		 * Sets the user's own claims. Those that collide with claims of the token itself
		 * get a prefix, which {@link ClientPrincipal} takes off again.
		 * @param claims the claims in order
		 * @return this builder
		 */
		public Builder userClaims(List<Claim> claims) {
			this.userClaims = List.copyOf(claims);
			return this;
		}

		/**
		 * Makes the claims.
		 * @return service claims in the original's order, then the user's
		 */
		public List<Claim> build() {
			List<Claim> claims = new ArrayList<>();
			for (String type : ORDER) {
				String value = this.values.get(type);
				if (value != null) {
					claims.add(new Claim(type, value));
				}
			}
			claims.addAll(UserClaims.toToken(this.userClaims));
			return List.copyOf(claims);
		}

		private void set(String type, @Nullable String value) {
			if (value != null) {
				this.values.put(type, value);
			}
			else {
				this.values.remove(type);
			}
		}

		private static @Nullable String unless(String assumed, @Nullable String value) {
			return assumed.equals(value) ? null : value;
		}

		private static String mask(Set<TransportType> transports) {
			return Integer.toString(transports.stream().mapToInt(TransportType::bit).sum());
		}

	}

}
