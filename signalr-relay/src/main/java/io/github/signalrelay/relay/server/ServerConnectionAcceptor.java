// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

/**
 * Takes in the server connections of app servers. May be called on any event loop and
 * MUST NOT block.
 */
@FunctionalInterface
public interface ServerConnectionAcceptor {

	/**
	 * An app server with a valid token opened a connection; its service handshake follows.
	 * @param request what the app server told
	 * @param transport way to the app server; it may be used at once
	 * @return who receives what the app server sends
	 */
	ServerTransportListener accept(ServerConnectionRequest request, ServerTransport transport);

}
