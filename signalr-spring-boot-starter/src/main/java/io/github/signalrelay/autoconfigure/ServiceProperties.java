// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.DeprecatedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.token.ServerStickyMode;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.shutdown.GracefulShutdownMode;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;
import io.github.signalrelay.service.websocket.ServiceProxy;

/**
 * Options of the app-server SDK, by the names of ServiceOptions in .NET (service protocol
 * reference, chapter 7).
 *
 * @param connectionString connection string of the relay or of Azure SignalR Service:
 * Endpoint, AccessKey and Version; without one the relay runs in this process
 * @param connectionName name of the connection string where the environment has it by the
 * names of .NET, such as 'ConnectionStrings__chat' or
 * 'Azure__SignalR__chat__ConnectionString'
 * @param endpoints connection strings of further endpoints by 'name' or 'name:secondary';
 * clients go to secondary endpoints only while no primary one is online
 * @param initialHubServerConnectionCount number of service connections that each hub
 * opens at start and keeps up; with 0 the application only negotiates
 * @param connectionCount old name of 'azure.signalr.initial-hub-server-connection-count',
 * which wins unless it has its default
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
 * @param serviceScaleTimeout time that adding or removing an endpoint while the
 * application runs may wait for other app servers and for clients
 * @param allowStatefulReconnects whether clients of all hubs may go on with their
 * connection after its WebSocket was lost; what each hub says itself when missing
 * @param proxy proxy between this application and the service
 * @param gracefulShutdown what becomes of clients when the application stops
 * @param migrationLevel when the service may move clients to other app servers:
 * 'shutdown-only', or 'any', also when a service connection is lost; 'off' for never.
 * Follows the mode of the graceful shutdown when missing. Azure SignalR Service is not
 * known to take notice of 'any'
 * @param claimsInRelay whether the relay keeps claims of users that do not fit into an
 * access token, which otherwise is answered with status 413. For relays of this project
 * only: Azure SignalR Service does not know it, and its clients would lack the claims
 * @param ssl TLS towards a relay whose endpoint is https
 */
@ConfigurationProperties("azure.signalr")
record ServiceProperties(@Nullable String connectionString, @Nullable String connectionName,
		@DefaultValue Map<String, String> endpoints, @DefaultValue("5") int initialHubServerConnectionCount,
		@Nullable Integer connectionCount, @Nullable Integer maxHubServerConnectionCount,
		@Nullable String applicationName, @DefaultValue("1h") Duration accessTokenLifetime,
		@DefaultValue("HS256") TokenAlgorithm accessTokenAlgorithm,
		@DefaultValue("disabled") ServerStickyMode serverStickyMode, @Nullable Duration maxPollInterval,
		@DefaultValue("5m") Duration serviceScaleTimeout, @Nullable Boolean allowStatefulReconnects,
		@DefaultValue GracefulShutdown gracefulShutdown, @Nullable MigrationLevel migrationLevel,
		@DefaultValue Proxy proxy, @DefaultValue("false") boolean claimsInRelay, @DefaultValue Ssl ssl) {

	private static final int DEFAULT_CONNECTION_COUNT = 5;

	ServiceProperties {
		if (connectionCount != null && initialHubServerConnectionCount == DEFAULT_CONNECTION_COUNT) {
			initialHubServerConnectionCount = connectionCount;
		}
	}

	/**
	 * Old name of {@link #initialHubServerConnectionCount}.
	 * @return what it was set to, or {@code null}
	 */
	@DeprecatedConfigurationProperty(replacement = "azure.signalr.initial-hub-server-connection-count",
			reason = "ServiceOptions.ConnectionCount is obsolete in .NET as well.")
	@Override
	public @Nullable Integer connectionCount() {
		return this.connectionCount;
	}

	/** Leaves the connection strings out: they hold access keys. */
	@Override
	public String toString() {
		return "ServiceProperties[applicationName=" + this.applicationName + "]";
	}

	/**
	 * Proxy between this application and the service.
	 *
	 * @param type kind of the proxy
	 * @param host name or IP address of the proxy; no proxy if not set
	 * @param port port of the proxy; 8080 for HTTP and 1080 for SOCKS if not set
	 * @param username user that the proxy lets in, if it asks for one
	 * @param password password of the user
	 */
	record Proxy(@DefaultValue("http") ServiceProxy.Type type, @Nullable String host, @Nullable Integer port,
			@Nullable String username, @Nullable String password) {

		/**
		 * What these properties describe.
		 * @return the proxy, or {@code null} for none
		 */
		@Nullable ServiceProxy toServiceProxy() {
			if (!StringUtils.hasText(this.host)) {
				return null;
			}
			return new ServiceProxy(this.type, this.host, (this.port != null) ? this.port : this.type.defaultPort(),
					StringUtils.hasText(this.username) ? this.username : null, this.password);
		}

		/** Leaves the password out. */
		@Override
		public String toString() {
			return "Proxy[type=" + this.type + ", host=" + this.host + ", port=" + this.port + "]";
		}
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
