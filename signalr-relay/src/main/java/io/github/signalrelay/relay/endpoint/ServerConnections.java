// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.Channel;

import io.github.signalrelay.relay.transport.websocket.CloseCodes;
import io.github.signalrelay.relay.transport.websocket.ServerWebSocket;

/**
 * All server connections that came over the network. Any thread may use it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be closed is closed
public final class ServerConnections {

	private final Map<Channel, ServerWebSocket> byChannel = new ConcurrentHashMap<>();

	void add(ServerWebSocket socket, Channel channel) {
		this.byChannel.put(channel, socket);
		channel.closeFuture().addListener((future) -> this.byChannel.remove(channel));
	}

	/**
	 * Server connections right now.
	 * @return the number
	 */
	public int count() {
		return this.byChannel.size();
	}

	/**
	 * Closes all connections in the orderly way.
	 */
	public void closeAll() {
		// Any code but 1000 is an error for the SDK of app servers
		this.byChannel.values().forEach((socket) -> socket.close(CloseCodes.NORMAL, "The relay is shutting down"));
	}

	/**
	 * Cuts what is left.
	 */
	public void cutAll() {
		this.byChannel.keySet().forEach(Channel::close);
	}

}
