// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;

/**
 * What an app server has said of itself and of one server connection (service protocol
 * reference, 2.1).
 *
 * @param carriesClients whether clients may be given to the connection
 * @param onDemand whether the app server opened it because a relay asked for that
 * @param migration when clients may be moved to another app server
 * @param allowsStatefulReconnects whether clients may use stateful reconnect
 * @param understandsFlowControl whether the app server knows messages that pause and
 * resume the output of a client
 */
public record ServerCapabilities(boolean carriesClients, boolean onDemand, MigrationLevel migration,
		boolean allowsStatefulReconnects, boolean understandsFlowControl) {

	/** Before the handshake. */
	static final ServerCapabilities NONE = new ServerCapabilities(false, false, MigrationLevel.OFF, false, false);

	/**
	 * Messages of flow control would upset app servers that do not know them (reference,
	 * 6.8 and A.1 point 11): only those are sent any that asked for migration or stateful
	 * reconnect, that are of this project, or that run in this process.
	 */
	static ServerCapabilities of(HandshakeRequest said, ServerConnectionRequest request, boolean sameProcess) {
		boolean asked = said.allowStatefulReconnects() || said.migrationLevel() != MigrationLevel.OFF;
		boolean knows = sameProcess || request.isOwnSdk() || (asked && !request.isSdkWithoutFlowControl());
		return new ServerCapabilities(said.connectionType() != ServerConnectionType.WEAK,
				said.connectionType() == ServerConnectionType.ON_DEMAND, said.migrationLevel(),
				said.allowStatefulReconnects(), knows);
	}

	/**
	 * Whether clients may be moved to another app server when this one stops.
	 * @return {@code true} if so
	 */
	public boolean migratesOnShutdown() {
		return this.migration != MigrationLevel.OFF;
	}

	/**
	 * Whether clients wait for another server connection when this one is lost.
	 * @return {@code true} if so
	 */
	public boolean migratesAlways() {
		return this.migration == MigrationLevel.ANY;
	}

}
