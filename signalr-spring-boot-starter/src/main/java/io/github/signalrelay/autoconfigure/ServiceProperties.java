// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.token.ServerStickyMode;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.shutdown.GracefulShutdownMode;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;

/**
 * Options of the app-server SDK, by the names of ServiceOptions in .NET (service protocol
 * reference, chapter 7).
 *
 * @param connectionString connection string of the relay or of Azure SignalR Service:
 * Endpoint, AccessKey and Version; without one the relay runs in this process
 * @param endpoints connection strings by endpoint name, as an alternative to
 * 'azure.signalr.connection-string'
 * @param initialHubServerConnectionCount number of service connections that each hub
 * opens at start and keeps up; with 0 the application only negotiates
 * @param maxHubServerConnectionCount number of service connections of a hub up to which
 * the service may ask for more; no limit when missing
 * @param applicationName prefix of hub names, for applications that share a service and
 * have hubs of the same name
 * @param accessTokenLifetime time that access tokens are valid
 * @param accessTokenAlgorithm algorithm that access tokens are signed with
 * @param serverStickyMode whether a client is served by the application that it
 * negotiated with
 * @param maxPollInterval time that a client of long polling may take from one poll to the
 * next before it counts as gone, 1 to 300 seconds; what the service has when missing
 * @param gracefulShutdown what becomes of clients when the application stops
 * @param migrationLevel when the service may move clients to other app servers:
 * 'shutdown-only', or 'any', also when a service connection is lost; 'off' for never.
 * Follows the mode of the graceful shutdown when missing. Azure SignalR Service is not
 * known to take notice of 'any'
 * @param ssl TLS towards a relay whose endpoint is https
 */
@ConfigurationProperties("azure.signalr")
record ServiceProperties(@Nullable String connectionString, @DefaultValue Map<String, String> endpoints,
		@DefaultValue("5") int initialHubServerConnectionCount, @Nullable Integer maxHubServerConnectionCount,
		@Nullable String applicationName, @DefaultValue("1h") Duration accessTokenLifetime,
		@DefaultValue("HS256") TokenAlgorithm accessTokenAlgorithm,
		@DefaultValue("disabled") ServerStickyMode serverStickyMode, @Nullable Duration maxPollInterval,
		@DefaultValue GracefulShutdown gracefulShutdown, @Nullable MigrationLevel migrationLevel,
		@DefaultValue Ssl ssl) {

	/** Leaves the connection strings out: they hold access keys. */
	@Override
	public String toString() {
		return "ServiceProperties[applicationName=" + this.applicationName + "]";
	}

	/**
	 * How hubs stop.
	 * @return the mode with its time-out, and the level that follows from both
	 */
	GracefulShutdownSettings gracefulShutdownSettings() {
		GracefulShutdownMode mode = this.gracefulShutdown.mode();
		MigrationLevel level = (mode == GracefulShutdownMode.MIGRATE_CLIENTS) ? MigrationLevel.SHUTDOWN_ONLY
				: MigrationLevel.OFF;
		return new GracefulShutdownSettings(mode, this.gracefulShutdown.timeout(),
				(this.migrationLevel != null) ? this.migrationLevel : level);
	}

	/**
	 * What becomes of clients when the application stops. Without effect on clients of
	 * the embedded relay.
	 *
	 * @param mode whether clients are closed at once, waited for, or moved to other app
	 * servers
	 * @param timeout time that each hub waits for its clients to close or move, hooks
	 * included
	 */
	record GracefulShutdown(@DefaultValue("off") GracefulShutdownMode mode, @DefaultValue("30s") Duration timeout) {
	}

	/**
	 * TLS towards a relay whose endpoint is https.
	 *
	 * @param bundle name of the SSL bundle that tells which certificates are trusted, for
	 * a private certificate authority, and which one is shown; those that Java trusts if
	 * not set. It is followed when it is reloaded
	 */
	record Ssl(@Nullable String bundle) {
	}

}
