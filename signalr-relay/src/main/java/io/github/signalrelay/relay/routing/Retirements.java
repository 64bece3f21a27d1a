// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Takes server connections of one hub out of use while their app servers stay (service
 * protocol reference, 6.8, with flow control): asks for a replacement where there is
 * none, moves the clients to another connection of the same app server, and at last tells
 * the app server to send nothing more over the old one. Safe for use by many threads.
 */
final class Retirements {

	private static final Logger logger = LoggerFactory.getLogger(Retirements.class);

	private final RelayHub hub;

	private final ClientMoves moves;

	/** Those that are not out of use yet. */
	private final Set<ServerConnection> retiring = ConcurrentHashMap.newKeySet();

	Retirements(RelayHub hub, ClientMoves moves) {
		this.hub = hub;
		this.moves = moves;
	}

	/**
	 * Begins to take a server connection out of use.
	 * @return whether the app server understands that
	 */
	boolean retire(ServerConnection server) {
		if (!server.capabilities().understandsFlowControl()) {
			return false;
		}
		server.clients().retire();
		if (this.retiring.add(server)) {
			logger.info("{} is taken out of use", server);
			if (!hasReplacement(server)) {
				server.askForConnectionTo(this.hub.settings().nodeId());
			}
		}
		proceed(server);
		return true;
	}

	private boolean hasReplacement(ServerConnection server) {
		return this.hub.servers().takesClientsAt(server.serverId());
	}

	/** Does the next step of all, as far as the present server connections allow. */
	void sweep() {
		this.retiring.forEach(this::proceed);
	}

	private void proceed(ServerConnection server) {
		if (!server.isOpen()) {
			this.retiring.remove(server);
		}
		else if (hasReplacement(server)) {
			if (server.clients().count() > 0) {
				this.moves.rebind(server);
			}
			else if (this.retiring.remove(server)) {
				server.write(
						new ConnectionFlowControl(server.id(), FlowControlTarget.SERVER, FlowControlOperation.OFFLINE));
				logger.info("{} is out of use", server);
			}
		}
	}

}
