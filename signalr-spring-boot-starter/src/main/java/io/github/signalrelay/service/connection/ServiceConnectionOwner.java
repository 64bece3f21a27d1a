// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServiceEvent;

/** Who replaces a service connection that ends. Must not block. */
public interface ServiceConnectionOwner {

	/**
	 * The handshake was successful; messages may be written.
	 * @param connection the connection
	 */
	void connected(ServiceConnection connection);

	/**
	 * The service wants no more messages, but goes on sending.
	 * @param connection the connection
	 * @param text why
	 */
	void offline(ServiceConnection connection, String text);

	/**
	 * The attempt failed, or the connection ended. Called once.
	 * @param connection the connection
	 * @param reason why, for the log
	 */
	void ended(ServiceConnection connection, String reason);

	/**
	 * The service tells about itself: its status, its app servers.
	 * @param ping what it tells
	 */
	void told(Ping ping);

	/**
	 * The service has told something about itself.
	 * @param event what it has told
	 */
	void told(ServiceEvent event);

	/**
	 * The service has answered a request for an access key.
	 * @param response the answer
	 */
	void received(AccessKeyResponse response);

	/**
	 * The service has moved a client to this connection from another one of this server.
	 * @param connection the connection
	 * @param connectionId the client
	 */
	void moved(ServiceConnection connection, String connectionId);

	/**
	 * The service asks for one more connection.
	 * @param target relay instance that asks
	 */
	void moreWanted(String target);

}
