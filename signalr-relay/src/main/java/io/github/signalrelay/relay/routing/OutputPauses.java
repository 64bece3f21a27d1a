// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;

import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Tells app servers to hold back what they send to single clients, and to go on. Called
 * on the event loop of the client.
 */
final class OutputPauses {

	private final RelayHub hub;

	OutputPauses(RelayHub hub) {
		this.hub = hub;
	}

	/**
	 * Slows down the app server of a client that does not take what is sent to it, where
	 * the app server can be told.
	 */
	void outputFull(RoutedClient client, boolean full) {
		if (client.server().capabilities().understandsFlowControl()) {
			tell(client, client.outputFlow().full(full));
		}
		else {
			client.outputFlow().remember(full);
		}
	}

	/** Another server connection serves a client, which may be slow as before. */
	void arrived(RoutedClient client) {
		client.outputFlow().left();
		client.connection.tolerateData(false);
		if (client.server().capabilities().understandsFlowControl()) {
			tell(client, client.outputFlow().again());
		}
	}

	/** The app server of a client sends nothing more for it. */
	void acknowledged(RoutedClient client) {
		tell(client, client.outputFlow().acknowledged());
	}

	/** The words go later, since this may be in the middle of a write. */
	void tell(RoutedClient client, List<FlowControlOperation> words) {
		if (!client.isPresent()) {
			return;
		}
		client.connection.tolerateData(client.outputFlow().isPausing());
		ServerConnection server = client.server();
		for (FlowControlOperation word : words) {
			client.shard.post(() -> write(client, server, word));
			if (word == FlowControlOperation.PAUSE) {
				this.hub.metrics().pauses.increment();
			}
		}
	}

	/** A server connection that the client has left meanwhile is not concerned. */
	private static void write(RoutedClient client, ServerConnection server, FlowControlOperation word) {
		if (client.server() == server) {
			server.write(new ConnectionFlowControl(client.connection.id(), FlowControlTarget.CLIENT, word));
		}
	}

}
