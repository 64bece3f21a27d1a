// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

	private static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

	private static final int MAX_HANDSHAKE_SECONDS = 30;

	private static final String TRUE = "true";

	private final @Nullable String userId;

	private final @Nullable String serverId;

	private final ServerStickyMode stickyMode;

	private final boolean diagnostic;

	private final Duration handshakeTimeout;

	private final @Nullable String authenticationType;

	private final int endpointCount;

	private final boolean detailedErrors;

	private final @Nullable String nameType;

	private final @Nullable String roleType;

	private final @Nullable Duration pollInterval;

	private final @Nullable Set<TransportType> transports;

	private final @Nullable Instant authenticationExpires;

	private final List<Claim> userClaims;

	private ClientTokenClaims(Builder builder) {
		this.userId = builder.userId;
		this.serverId = builder.serverId;
		this.stickyMode = builder.stickyMode;
		this.diagnostic = builder.diagnostic;
		this.handshakeTimeout = builder.handshakeTimeout;
		this.authenticationType = builder.authenticationType;
		this.endpointCount = builder.endpointCount;
		this.detailedErrors = builder.detailedErrors;
		this.nameType = builder.nameType;
		this.roleType = builder.roleType;
		this.pollInterval = builder.pollInterval;
		this.transports = builder.transports;
		this.authenticationExpires = builder.authenticationExpires;
		this.userClaims = builder.userClaims;
	}

	/**
	 * Starts with no claims at all.
	 * @return a builder, for one thread
	 */
	public static Builder builder() {
		return new Builder();
	}

	private List<Claim> toClaims() {
		List<Claim> claims = new ArrayList<>();
		add(claims, ServiceClaims.USER_ID, this.userId);
		addStickiness(claims);
		add(claims, ServiceClaims.DIAGNOSTIC_CLIENT, this.diagnostic ? TRUE : null);
		addHandshakeTimeout(claims);
		addIdentity(claims);
		add(claims, ServiceClaims.POLL_INTERVAL, seconds(this.pollInterval));
		add(claims, ServiceClaims.TRANSPORTS, mask(this.transports));
		addExpiration(claims);
		claims.addAll(UserClaims.toToken(this.userClaims));
		return List.copyOf(claims);
	}

	private static void add(List<Claim> claims, String type, @Nullable String value) {
		if (value != null) {
			claims.add(new Claim(type, value));
		}
	}

	private void addStickiness(List<Claim> claims) {
		if (this.stickyMode != ServerStickyMode.DISABLED && this.serverId != null) {
			add(claims, ServiceClaims.SERVER_NAME, this.serverId);
			add(claims, ServiceClaims.SERVER_STICKY_MODE, this.stickyMode.wireName());
		}
	}

	private void addHandshakeTimeout(List<Claim> claims) {
		if (this.handshakeTimeout.equals(DEFAULT_HANDSHAKE_TIMEOUT)) {
			return;
		}
		long seconds = this.handshakeTimeout.toSeconds();
		if (seconds < 1 || seconds > MAX_HANDSHAKE_SECONDS) {
			logger.warn("Handshake timeout {} is not sent to the relay (expected: 1 to {} seconds)",
					this.handshakeTimeout, MAX_HANDSHAKE_SECONDS);
			return;
		}
		add(claims, ServiceClaims.HANDSHAKE_TIMEOUT, Long.toString(seconds));
	}

	private void addIdentity(List<Claim> claims) {
		add(claims, ServiceClaims.AUTHENTICATION_TYPE,
				unless(ClientPrincipal.DEFAULT_AUTHENTICATION_TYPE, this.authenticationType));
		add(claims, ServiceClaims.ENDPOINT_COUNT,
				(this.endpointCount > 1) ? Integer.toString(this.endpointCount) : null);
		// the capital letter is how the original prints it
		add(claims, ServiceClaims.DETAILED_ERRORS, this.detailedErrors ? "True" : null);
		add(claims, ServiceClaims.NAME_TYPE, unless(ClaimNames.NAME, this.nameType));
		add(claims, ServiceClaims.ROLE_TYPE, unless(ClaimNames.ROLE, this.roleType));
	}

	private static @Nullable String unless(String assumed, @Nullable String value) {
		return assumed.equals(value) ? null : value;
	}

	private static @Nullable String seconds(@Nullable Duration duration) {
		return (duration != null) ? Long.toString(duration.toSeconds()) : null;
	}

	private static @Nullable String mask(@Nullable Set<TransportType> transports) {
		return (transports != null) ? Integer.toString(transports.stream().mapToInt(TransportType::bit).sum()) : null;
	}

	private void addExpiration(List<Claim> claims) {
		if (this.authenticationExpires != null) {
			add(claims, ServiceClaims.CLOSE_ON_EXPIRATION, TRUE);
			add(claims, ServiceClaims.AUTHENTICATION_EXPIRES,
					Long.toString(this.authenticationExpires.getEpochSecond()));
		}
	}

	/**
	 * Collects what the claims shall say. The order of the calls does not matter. Not
	 * thread-safe.
	 */
	public static final class Builder {

		private @Nullable String userId;

		private @Nullable String serverId;

		private ServerStickyMode stickyMode = ServerStickyMode.DISABLED;

		private boolean diagnostic;

		private Duration handshakeTimeout = DEFAULT_HANDSHAKE_TIMEOUT;

		private @Nullable String authenticationType;

		private int endpointCount;

		private boolean detailedErrors;

		private @Nullable String nameType;

		private @Nullable String roleType;

		private @Nullable Duration pollInterval;

		private @Nullable Set<TransportType> transports;

		private @Nullable Instant authenticationExpires;

		private List<Claim> userClaims = List.of();

		private Builder() {
		}

		/**
		 * Sets the user id.
		 * @param userId the user id, or {@code null} for none
		 * @return this builder
		 */
		public Builder userId(@Nullable String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Binds the client to an app server.
		 * @param serverId id of the server
		 * @param mode how firmly; no claim when disabled
		 * @return this builder
		 */
		public Builder sticky(String serverId, ServerStickyMode mode) {
			this.serverId = serverId;
			this.stickyMode = mode;
			return this;
		}

		/**
		 * Marks a client to be observed.
		 * @param diagnostic whether it is one
		 * @return this builder
		 */
		public Builder diagnosticClient(boolean diagnostic) {
			this.diagnostic = diagnostic;
			return this;
		}

		/**
		 * Sets the time the client has for its hub handshake.
		 * @param timeout 1 to 30 whole seconds; another one is logged and not sent, 15 s
		 * are what the relay assumes
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration timeout) {
			this.handshakeTimeout = timeout;
			return this;
		}

		/**
		 * Sets how the user was authenticated.
		 * @param type the type, or {@code null} when not known
		 * @return this builder
		 */
		public Builder authenticationType(@Nullable String type) {
			this.authenticationType = type;
			return this;
		}

		/**
		 * Sets the number of endpoints of the app server.
		 * @param count the number; a claim from 2 on
		 * @return this builder
		 */
		public Builder endpointCount(int count) {
			this.endpointCount = count;
			return this;
		}

		/**
		 * Lets clients see the reasons of errors.
		 * @param enabled whether they may
		 * @return this builder
		 */
		public Builder detailedErrors(boolean enabled) {
			this.detailedErrors = enabled;
			return this;
		}

		/**
		 * Sets the type of the claim that holds the user's name.
		 * @param type the type, or {@code null} for the usual one
		 * @return this builder
		 */
		public Builder nameType(@Nullable String type) {
			this.nameType = type;
			return this;
		}

		/**
		 * Sets the type of the claims that hold the user's roles.
		 * @param type the type, or {@code null} for the usual one
		 * @return this builder
		 */
		public Builder roleType(@Nullable String type) {
			this.roleType = type;
			return this;
		}

		/**
		 * Sets how long a poll may be idle.
		 * @param interval 1 to 300 whole seconds, or {@code null} for the relay's own
		 * limit
		 * @return this builder
		 */
		public Builder pollInterval(@Nullable Duration interval) {
			this.pollInterval = interval;
			return this;
		}

		/**
		 * Limits the transports of the client.
		 * @param transports transports that it may use, or {@code null} for no limit
		 * @return this builder
		 */
		public Builder transports(@Nullable Set<TransportType> transports) {
			this.transports = transports;
			return this;
		}

		/**
		 * Ends the connection together with the user's authentication.
		 * @param expires when that is, or {@code null} for never
		 * @return this builder
		 */
		public Builder closeOnExpiration(@Nullable Instant expires) {
			this.authenticationExpires = expires;
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
			return new ClientTokenClaims(this).toClaims();
		}

	}

}
