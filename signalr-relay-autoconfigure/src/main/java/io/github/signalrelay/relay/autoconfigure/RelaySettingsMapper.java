// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

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
			.withReconnect(reconnect(properties.statefulReconnect()))
			.withCompression(properties.webSockets().compression())
			.withCapacity(capacity(properties.capacity()));
		RelaySettings placed = checked("base-path", properties.basePath(),
				() -> settings.withBasePath(properties.basePath()));
		String nodeId = properties.nodeId();
		return (nodeId != null && !nodeId.isEmpty()) ? checked("node-id", nodeId, () -> placed.withNodeId(nodeId))
				: placed;
	}

	private static int capacity(@Nullable Integer capacity) {
		return (capacity != null) ? PropertyRules.positive(PREFIX + "capacity", capacity) : 0;
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
		int clientMessage = (configured != null)
				? PropertyRules.bytes(PREFIX + "limits.client-message-size", configured) : clientMessageSize;
		return new RelaySettings.Limits(clientMessage,
				PropertyRules.bytes(PREFIX + "limits.client-pending-size", limits.clientPendingSize()),
				PropertyRules.bytes(PREFIX + "limits.server-message-size", limits.serverMessageSize()),
				PropertyRules.bytes(PREFIX + "limits.server-pending-size", limits.serverPendingSize()),
				PropertyRules.positive(PREFIX + "limits.client-connections", limits.clientConnections()),
				PropertyRules.positive(PREFIX + "limits.negotiated-connections", limits.negotiatedConnections()),
				PropertyRules.positive(PREFIX + "limits.groups-per-connection", limits.groupsPerConnection()),
				PropertyRules.positive(PREFIX + "limits.group-name-length", limits.groupNameLength()),
				PropertyRules.bytes(PREFIX + "limits.server-backlog-size", limits.serverBacklogSize()),
				(limits.connectionsPerUser() != null)
						? PropertyRules.positive(PREFIX + "limits.connections-per-user", limits.connectionsPerUser())
						: Integer.MAX_VALUE,
				PropertyRules.positive(PREFIX + "limits.handshakes-per-second", limits.handshakesPerSecond()),
				unsent(limits.clientUnsentSize()),
				PropertyRules.bytes(PREFIX + "limits.stored-claims-size", limits.storedClaimsSize()), PropertyRules
					.bytes(PREFIX + "limits.stored-claims-per-client-size", limits.storedClaimsPerClientSize()));
	}

	private static RelaySettings.Timeouts timeouts(RelayProperties.Timeouts timeouts) {
		return new RelaySettings.Timeouts(PropertyRules.positive(PREFIX + "timeouts.handshake", timeouts.handshake()),
				PropertyRules.positive(PREFIX + "timeouts.keep-alive", timeouts.keepAlive()),
				PropertyRules.positive(PREFIX + "timeouts.client", timeouts.client()),
				PropertyRules.positive(PREFIX + "timeouts.send", timeouts.send()),
				PropertyRules.positive(PREFIX + "timeouts.negotiated", timeouts.negotiated()),
				PropertyRules.positive(PREFIX + "timeouts.close", timeouts.close()),
				RelaySettings.Timeouts.DEFAULT.sweep(),
				PropertyRules.positive(PREFIX + "timeouts.client-result", timeouts.clientResult()),
				PropertyRules.positive(PREFIX + "timeouts.poll", timeouts.poll()),
				PropertyRules.positive(PREFIX + "timeouts.disconnect", timeouts.disconnect()),
				PropertyRules.positive(PREFIX + "timeouts.body", timeouts.body()),
				RelaySettings.Timeouts.DEFAULT.server()
					.withMigration(PropertyRules.positive(PREFIX + "timeouts.migration", timeouts.migration()),
							PropertyRules.positive(PREFIX + "timeouts.server-replacement",
									timeouts.serverReplacement())));
	}

	private static ReconnectSettings reconnect(RelayProperties.StatefulReconnect reconnect) {
		return new ReconnectSettings(PropertyRules.positive(PREFIX + "stateful-reconnect.window", reconnect.window()),
				PropertyRules.bytes(PREFIX + "stateful-reconnect.buffer-size", reconnect.bufferSize()),
				PropertyRules.bytes(PREFIX + "stateful-reconnect.maximum-buffer-size", reconnect.maximumBufferSize()));
	}

	private static int unsent(DataSize size) {
		return (size.toBytes() == 0) ? 0 : PropertyRules.bytes(PREFIX + "limits.client-unsent-size", size);
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
