// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.util.unit.DataSize;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AudienceRule;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.reconnect.ReconnectSettings;
import io.github.signalrelay.relay.security.TrustedProxies;

/**
 * Turns {@link RelayProperties} into the settings of the engine, and names the property
 * that cannot be used.
 */
public final class RelaySettingsMapper {

	private static final String PREFIX = "signalr.relay.";

	private RelaySettingsMapper() {
	}

	/**
	 * Settings for a relay.
	 * @param properties the properties
	 * @param keys access keys, one at least
	 * @param clientMessageSize largest hub message of a client where the properties say
	 * nothing, in bytes
	 * @return the settings
	 * @throws InvalidRelayPropertyException if a value cannot be used
	 */
	public static RelaySettings map(RelayProperties properties, List<AccessKey> keys, int clientMessageSize) {
		RelaySettings settings = RelaySettings.withKeys(keys)
			.withAccess(access(properties.access()))
			.withLimits(limits(properties.limits(), clientMessageSize))
			.withTimeouts(timeouts(properties.timeouts()))
			.withReconnect(reconnect(properties.statefulReconnect()));
		RelaySettings placed = checked("base-path", properties.basePath(),
				() -> settings.withBasePath(properties.basePath()));
		String nodeId = properties.nodeId();
		return (nodeId != null && !nodeId.isEmpty()) ? checked("node-id", nodeId, () -> placed.withNodeId(nodeId))
				: placed;
	}

	private static RelaySettings.Access access(RelayProperties.Access access) {
		AudienceRule audience = access.anyHost() ? AudienceRule.ofAnyHost()
				: AudienceRule.requestHostAnd(access.publicHosts());
		if (access.transports().isEmpty()) {
			throw new InvalidRelayPropertyException(PREFIX + "access.transports", "",
					"Clients need one transport at least.",
					"Name a transport such as 'web-sockets', or remove the property.");
		}
		TrustedProxies proxies = checked("access.trusted-proxies", access.trustedProxies(),
				() -> TrustedProxies.of(access.trustedProxies()));
		return checked("access.clock-skew", access.clockSkew(), () -> new RelaySettings.Access(audience,
				access.clockSkew(), access.allowedOrigins(), proxies, access.transports()));
	}

	private static RelaySettings.Limits limits(RelayProperties.Limits limits, int clientMessageSize) {
		DataSize configured = limits.clientMessageSize();
		int clientMessage = (configured != null) ? bytes("limits.client-message-size", configured) : clientMessageSize;
		return new RelaySettings.Limits(clientMessage, bytes("limits.client-pending-size", limits.clientPendingSize()),
				bytes("limits.server-message-size", limits.serverMessageSize()),
				bytes("limits.server-pending-size", limits.serverPendingSize()),
				positive("limits.client-connections", limits.clientConnections()),
				positive("limits.negotiated-connections", limits.negotiatedConnections()),
				positive("limits.groups-per-connection", limits.groupsPerConnection()),
				positive("limits.group-name-length", limits.groupNameLength()),
				bytes("limits.server-backlog-size", limits.serverBacklogSize()),
				(limits.connectionsPerUser() != null)
						? positive("limits.connections-per-user", limits.connectionsPerUser()) : Integer.MAX_VALUE,
				positive("limits.handshakes-per-second", limits.handshakesPerSecond()),
				unsent(limits.clientUnsentSize()));
	}

	private static RelaySettings.Timeouts timeouts(RelayProperties.Timeouts timeouts) {
		return new RelaySettings.Timeouts(positive("timeouts.handshake", timeouts.handshake()),
				positive("timeouts.keep-alive", timeouts.keepAlive()), positive("timeouts.client", timeouts.client()),
				positive("timeouts.send", timeouts.send()), positive("timeouts.negotiated", timeouts.negotiated()),
				positive("timeouts.close", timeouts.close()), RelaySettings.Timeouts.DEFAULT.sweep(),
				positive("timeouts.client-result", timeouts.clientResult()), positive("timeouts.poll", timeouts.poll()),
				positive("timeouts.disconnect", timeouts.disconnect()), positive("timeouts.body", timeouts.body()),
				RelaySettings.Timeouts.DEFAULT.server());
	}

	private static ReconnectSettings reconnect(RelayProperties.StatefulReconnect reconnect) {
		return new ReconnectSettings(positive("stateful-reconnect.window", reconnect.window()),
				bytes("stateful-reconnect.buffer-size", reconnect.bufferSize()),
				bytes("stateful-reconnect.maximum-buffer-size", reconnect.maximumBufferSize()));
	}

	private static int unsent(DataSize size) {
		return (size.toBytes() == 0) ? 0 : bytes("limits.client-unsent-size", size);
	}

	private static int bytes(String name, DataSize size) {
		if (size.toBytes() <= 0 || size.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidRelayPropertyException(PREFIX + name, size,
					"The size must be more than 0 and less than 2 GB.",
					"Set a size such as '1MB', or remove the property.");
		}
		return (int) size.toBytes();
	}

	private static int positive(String name, int value) {
		if (value <= 0) {
			throw new InvalidRelayPropertyException(PREFIX + name, value, "The number must be more than 0.",
					"Set a number such as 10000, or remove the property.");
		}
		return value;
	}

	private static Duration positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidRelayPropertyException(PREFIX + name, value, "The time must be more than 0.",
					"Set a duration such as '15s', or remove the property.");
		}
		return value;
	}

	private static <T> T checked(String name, Object value, Supplier<T> change) {
		try {
			return change.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRelayPropertyException(PREFIX + name, value, String.valueOf(ex.getMessage()),
					"Set a value of the expected form, or remove the property.");
		}
	}

}
