// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * The hub that a server connection belongs to, as the connection sees it. Methods may be
 * called on any thread and MUST NOT block.
 */
public interface ServerConnectionHub {

	/**
	 * Takes a connection in whose handshake can be accepted. Nothing has been written
	 * yet.
	 * @param connection the connection
	 * @return text that refuses it, or {@code null}
	 */
	@Nullable String admit(ServerConnection connection);

	/**
	 * The handshake has been answered: clients may be given to the connection.
	 * @param connection the connection
	 */
	void onEstablished(ServerConnection connection);

	/**
	 * A message that is neither handshake nor ping.
	 * @param connection where it came from
	 * @param message the message
	 */
	void onMessage(ServerConnection connection, ServiceMessage message);

	/**
	 * The connection takes more again.
	 * @param connection the connection
	 */
	void onWritable(ServerConnection connection);

	/**
	 * The app server wants its clients off the connection at once.
	 * @param connection the connection
	 */
	void onClientsMustLeave(ServerConnection connection);

	/**
	 * A connection has ended, admitted or not.
	 * @param connection the connection
	 */
	void onClosed(ServerConnection connection);

	/**
	 * Ids of the app servers that serve the hub.
	 * @return the ids, sorted, each once
	 */
	List<String> serverIds();

	/**
	 * Number for the list of app servers, higher than every one before.
	 * @return the number
	 */
	long nextListNumber();

	/**
	 * Whether the hub has clients on this node.
	 * @return {@code true} with at least one
	 */
	boolean hasClients();

	/**
	 * Client connections of the whole node, over all hubs.
	 * @return the number
	 */
	int clientCount();

	/**
	 * Server connections of the whole node, over all hubs.
	 * @return the number
	 */
	int serverConnectionCount();

	/**
	 * Client connections that this node can take.
	 * @return the number that app servers are told, 0 for none
	 */
	int capacity();

}
