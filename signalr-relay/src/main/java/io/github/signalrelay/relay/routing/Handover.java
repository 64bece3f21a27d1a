// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Hands one client over from one server connection to another, in one turn of the
 * client's event loop (service protocol reference, 6.8). Each method says whether a
 * server connection was found; otherwise the client is where it was.
 */
final class Handover {

	private final RelayHub hub;

	private final ClientResults results;

	private final OutputPauses pauses;

	Handover(RelayHub hub, ClientResults results, OutputPauses pauses) {
		this.hub = hub;
		this.results = results;
		this.pauses = pauses;
	}

	/** Closes a client at its app server and opens it at another one. */
	boolean toOtherServer(RoutedClient client, ClientMove move) {
		ServerConnection former = client.server();
		Membership<RoutedClient> membership = client.ofServer;
		if (!bind(client, () -> this.hub.servers().placeElsewhere(client.connection, former.serverId()))) {
			client.ofServer = membership;
			return false;
		}
		boolean answered = client.connection.isHandshakeAnswered();
		former.write(new CloseConnection(client.connection.id(), "",
				answered ? migratesTo(client.server()) : MessageHeaders.NONE, null));
		unbind(client, former, membership);
		open(client, former, move);
		return true;
	}

	private static MessageHeaders migratesTo(ServerConnection next) {
		return new MessageHeaders(Map.of(MessageHeaders.MIGRATE_TO, List.of(next.serverId())));
	}

	/** Opens a client, whose server connection is gone, at another one. */
	boolean afterLoss(RoutedClient client, ClientMove move) {
		ServerConnection former = client.server();
		if (!bind(client, () -> this.hub.servers().replace(client.connection, former.serverId()))) {
			return false;
		}
		open(client, former, move);
		return true;
	}

	/** Lets the app server of a client go on with it over another connection. */
	boolean toOtherConnection(RoutedClient client, ClientMove move) {
		ServerConnection former = client.server();
		Membership<RoutedClient> membership = client.ofServer;
		if (!bind(client, () -> this.hub.servers().placeAt(former.serverId()))) {
			client.ofServer = membership;
			return false;
		}
		unbind(client, former, membership);
		client.server()
			.write(new ConnectionFlowControl(client.connection.id(), FlowControlTarget.CLIENT,
					FlowControlOperation.RESUME));
		this.results.clientMoved(client, true);
		this.pauses.arrived(client);
		goOn(client, move);
		return true;
	}

	/**
	 * Puts a client under a server connection that keeps it. The place under the former
	 * one stays the caller's.
	 */
	private static boolean bind(RoutedClient client, Supplier<@Nullable ServerConnection> choice) {
		ServerConnection former = client.server();
		for (ServerConnection next = choice.get(); next != null; next = choice.get()) {
			client.serveBy(next);
			client.shard.bind(client);
			if (next.clients().mayStay()) {
				return true;
			}
			client.shard.unbind(client);
		}
		client.serveBy(former);
		return false;
	}

	/** Comes behind the word to the former server: finack must not come before it. */
	private static void unbind(RoutedClient client, ServerConnection former,
			@Nullable Membership<RoutedClient> membership) {
		if (membership != null) {
			client.shard.unbind(client, former, membership);
		}
	}

	/** A client whose handshake was never answered is new to the next app server. */
	private void open(RoutedClient client, ServerConnection former, ClientMove move) {
		boolean answered = client.connection.isHandshakeAnswered();
		client.takenOver(answered);
		OpenMessages.write(client, this.hub.settings().nodeId(), answered ? former.serverId() : null);
		this.results.clientMoved(client, false);
		this.pauses.arrived(client);
		goOn(client, move);
	}

	/** Passes on what was held, and what comes from now on. */
	static void goOn(RoutedClient client, ClientMove move) {
		client.readForNextServer();
		move.input().release(client::forward);
		ClientSide.pauseIfFull(client);
	}

}
