// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Receives what relays send about the clients of one hub. Service connections deal with
 * handshakes, pings, acks and errors themselves; everything that names a client comes
 * here: open, close, data, reconnect, flow control and client results.
 * <p>
 * Called on event loops and MUST NOT block. Messages about one client come one at a time
 * and in order.
 */
public interface ClientMessageHandler {

	/**
	 * A message about a client.
	 * @param link service connection that it came over
	 * @param message the message
	 */
	void onMessage(ServiceLink link, ServiceMessage message);

	/**
	 * The service is about to move a client to another server, since this service
	 * connection has asked for that (fin:1). It waits until the client's output pauses,
	 * which is acknowledged when all that the client has sent by now is done (service
	 * protocol reference, 6.8).
	 * @param link service connection that the client is served over
	 * @param connectionId the client
	 */
	void onDeparture(ServiceLink link, String connectionId);

	/**
	 * A service connection has ended; its clients are gone.
	 * @param link the service connection
	 */
	void onLinkClosed(ServiceLink link);

	/**
	 * A relay instance is gone; its clients are gone with it.
	 * @param instanceId value of the header {@code Asrs-Instance-Id} of its clients
	 */
	void onInstanceOffline(String instanceId);

	/**
	 * Number of clients that are served now.
	 * @return the number
	 */
	int clientCount();

}
