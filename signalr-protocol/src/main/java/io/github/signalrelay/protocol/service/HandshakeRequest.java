// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * First message on a service connection: the app server introduces itself (service
 * protocol reference, 2.1). Sent by the app server. Type 1.
 *
 * @param version version of the service protocol, 1
 * @param connectionType what the connection is for
 * @param target instance that a rebalance ping named; empty for default connections
 * @param migrationLevel when the clients of this connection may be moved to another app
 * server
 * @param allowStatefulReconnects whether clients of this app server may use stateful
 * reconnect
 */
public record HandshakeRequest(int version, ServerConnectionType connectionType, @Nullable String target,
		MigrationLevel migrationLevel, boolean allowStatefulReconnects) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 1;

	@Override
	public int type() {
		return TYPE;
	}

}
