// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;

/**
 * What a service connection is opened for. Every attempt has a new connection id (service
 * protocol reference, 0.2).
 *
 * @param hub name of the hub on the wire, the application name included
 * @param connectionId id of the service connection, the {@code cid} of its URL
 * @param serverId id of this app server
 * @param connectionType what the connection is for
 * @param target relay instance that asked for it by a rebalance ping, or {@code null}
 * @param statefulReconnects whether clients of the hub may use stateful reconnect
 * @param migrationLevel when the service may move the connection's clients to other app
 * servers
 */
public record ServiceLinkRequest(String hub, String connectionId, String serverId, ServerConnectionType connectionType,
		@Nullable String target, boolean statefulReconnects, MigrationLevel migrationLevel) {

	/**
	 * A connection whose clients stay with this app server.
	 * @param hub name of the hub on the wire, the application name included
	 * @param connectionId id of the service connection
	 * @param serverId id of this app server
	 * @param connectionType what the connection is for
	 * @param target relay instance that asked for it, or {@code null}
	 * @param statefulReconnects whether clients of the hub may use stateful reconnect
	 */
	public ServiceLinkRequest(String hub, String connectionId, String serverId, ServerConnectionType connectionType,
			@Nullable String target, boolean statefulReconnects) {
		this(hub, connectionId, serverId, connectionType, target, statefulReconnects, MigrationLevel.OFF);
	}

	/**
	 * First message on the connection. The target stands in the URL only.
	 * @return the message
	 */
	public HandshakeRequest handshake() {
		return new HandshakeRequest(1, this.connectionType, "", this.migrationLevel, this.statefulReconnects);
	}

}
