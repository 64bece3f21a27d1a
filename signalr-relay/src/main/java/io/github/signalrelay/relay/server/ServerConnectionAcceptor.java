// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

/**
 * Takes in what app servers open. May be called on any thread.
 */
public interface ServerConnectionAcceptor {

	/**
	 * Takes in a server connection whose service handshake is still to come.
	 * @param request what the app server said
	 * @param transport what carries the messages
	 * @return receives what the app server sends
	 */
	ServerTransportListener accept(ServerConnectionRequest request, ServerTransport transport);

}
