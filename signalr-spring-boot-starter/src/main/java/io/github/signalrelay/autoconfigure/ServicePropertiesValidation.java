// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.service.shutdown.GracefulShutdownMode;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Rules of {@link ServiceProperties}, with the error texts of the original (service
 * protocol reference, chapter 7).
 */
final class ServicePropertiesValidation {

	private static final Pattern APPLICATION_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

	private static final int MAX_PORT = 65535;

	private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(300);

	private ServicePropertiesValidation() {
	}

	/**
	 * Checks the values that stand for themselves; the connection string is checked where
	 * it is parsed.
	 * @param properties the properties
	 * @throws InvalidServicePropertyException on the first bad value
	 */
	static void validate(ServiceProperties properties) {
		validateConnectionCounts(properties);
		String name = properties.applicationName();
		if (name != null && !name.isEmpty() && !APPLICATION_NAME.matcher(name).matches()) {
			throw new InvalidServicePropertyException("azure.signalr.application-name", name,
					"Property 'ApplicationName' value should be prefixed with alphabetic characters and only contain"
							+ " alpha-numeric characters or underscore.",
					"Choose a name such as 'shop' or 'shop_2'.");
		}
		if (properties.accessTokenLifetime().toSeconds() < 1) {
			throw new InvalidServicePropertyException("azure.signalr.access-token-lifetime",
					properties.accessTokenLifetime(), "Access tokens must be valid for a second at least.",
					"Set a duration such as '1h'.");
		}
		validatePollInterval(properties.maxPollInterval());
		if (properties.serviceScaleTimeout().isNegative()) {
			throw new InvalidServicePropertyException("azure.signalr.service-scale-timeout",
					properties.serviceScaleTimeout(), "The time must not be less than 0.",
					"Set a duration such as '5m', or remove it.");
		}
		validateProxy(properties.proxy());
		validateShutdown(properties);
	}

	private static void validateConnectionCounts(ServiceProperties properties) {
		int initial = properties.initialHubServerConnectionCount();
		Integer obsolete = properties.connectionCount();
		boolean byOldName = obsolete != null && obsolete == initial;
		if (obsolete != null && !byOldName) {
			throw new InvalidServicePropertyException("azure.signalr.connection-count", obsolete,
					"It is the old name of 'azure.signalr.initial-hub-server-connection-count', which is " + initial
							+ ".",
					"Keep 'azure.signalr.initial-hub-server-connection-count' only.");
		}
		if (initial < 0) {
			throw new InvalidServicePropertyException(
					byOldName ? "azure.signalr.connection-count" : "azure.signalr.initial-hub-server-connection-count",
					initial, "Property 'InitialHubServerConnectionCount' value should be > 0.",
					"Set it to the number of service connections for each hub, or remove it.");
		}
		Integer maximum = properties.maxHubServerConnectionCount();
		if (maximum != null && maximum < initial) {
			throw new InvalidServicePropertyException("azure.signalr.max-hub-server-connection-count", maximum,
					"Property 'MaxHubServerConnectionCount' value should be >= " + initial + ".",
					"Raise it to 'azure.signalr.initial-hub-server-connection-count' at least, or remove it.");
		}
	}

	private static void validateShutdown(ServiceProperties properties) {
		Duration timeout = properties.gracefulShutdown().timeout();
		if (timeout.toMillis() < 1) {
			throw new InvalidServicePropertyException("azure.signalr.graceful-shutdown.timeout", timeout,
					"Property 'GracefulShutdown.Timeout' value should be > 0.",
					"Set a duration such as '30s', or 'azure.signalr.graceful-shutdown.mode' to 'off'.");
		}
		if (properties.gracefulShutdown().mode() == GracefulShutdownMode.MIGRATE_CLIENTS
				&& properties.migrationLevel() == MigrationLevel.OFF) {
			throw new InvalidServicePropertyException("azure.signalr.migration-level", "off",
					"Clients cannot migrate at shutdown if the service may not move them.",
					"Remove it, or set 'azure.signalr.graceful-shutdown.mode' to 'off' or 'wait-for-clients-close'.");
		}
	}

	private static void validatePollInterval(@Nullable Duration interval) {
		if (interval != null && (interval.toSeconds() < 1 || interval.compareTo(MAX_POLL_INTERVAL) > 0)) {
			throw new InvalidServicePropertyException("azure.signalr.max-poll-interval", interval,
					"Property 'MaxPollIntervalInSeconds' value should be [1,300].",
					"Set a duration such as '15s', or remove it.");
		}
	}

	private static void validateProxy(ServiceProperties.Proxy proxy) {
		String host = proxy.host();
		boolean used = StringUtils.hasText(host);
		Integer port = proxy.port();
		if (port != null && (port < 1 || port > MAX_PORT)) {
			throw new InvalidServicePropertyException("azure.signalr.proxy.port", port,
					"A port is a number from 1 to 65535.", "Set it to the port of the proxy, or remove it.");
		}
		if (!used && (port != null || proxy.username() != null || proxy.password() != null)) {
			throw new InvalidServicePropertyException("azure.signalr.proxy.host", "",
					"Other properties of the proxy are set, but not where it is.",
					"Set it to the name or the IP address of the proxy, or remove the others.");
		}
		if (host != null && host.matches(".*[/:\\s@].*") && !host.matches("[0-9A-Fa-f:.]+")) {
			throw new InvalidServicePropertyException("azure.signalr.proxy.host", null,
					"It has to be the name or the IP address of the proxy alone, not a URL.",
					"Leave scheme and port out; they have the properties 'azure.signalr.proxy.type' and"
							+ " 'azure.signalr.proxy.port'.");
		}
		if (proxy.password() != null && !StringUtils.hasText(proxy.username())) {
			throw new InvalidServicePropertyException("azure.signalr.proxy.username", "",
					"There is a password of the proxy, but no user.", "Set it to the user that the proxy lets in.");
		}
	}

}
