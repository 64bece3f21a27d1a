// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.HubScope;

/**
 * What serves the clients of hubs: app servers over their server connections, or, without
 * app servers, upstream webhooks. Called by client connections on the event loop of the
 * connection; implementations MUST NOT block.
 */
public interface ClientConnectionListener {

	/**
	 * A client sent a readable handshake and waits for the answer of its hub. The
	 * implementation answers with
	 * {@link ClientConnection#writeData(Payload, DataMessageType)} or refuses it.
	 * @param client the connection
	 */
	void onOpened(ClientConnection client);

	/**
	 * A client sent data behind its handshake.
	 * @param client the connection
	 * @param data one or more whole hub messages, as they came
	 */
	void onData(ClientConnection client, Payload data);

	/**
	 * Whether clients of a hub may use stateful reconnect. May be called on any thread.
	 * @param scope the hub
	 * @return {@code true} if who serves it wants that
	 */
	default boolean allowsStatefulReconnects(HubScope scope) {
		return false;
	}

	/**
	 * A client that had lost its WebSocket goes on with another one. Part of a message
	 * that had come will come again.
	 * @param client the connection
	 */
	default void onReconnected(ClientConnection client) {
		// Only whole messages were passed on
	}

	/**
	 * So much waits for an opened client that who can should stop to send to it, or no
	 * longer so much. Calls alternate, beginning with a full output. Called in the middle
	 * of a write: nothing may be written to the client within the call.
	 * @param client the connection
	 * @param full whether too much waits
	 */
	default void onOutputFull(ClientConnection client, boolean full) {
	}

	/**
	 * Does something on an event loop behind all that has come for clients of that loop
	 * by now. May be called on any thread.
	 * @param loop the loop
	 * @param action what to do
	 */
	default void behindOutput(EventLoop loop, Runnable action) {
		loop.execute(action);
	}

	/**
	 * A client that was opened has ended, for whatever reason. Called exactly once.
	 * @param client the connection
	 * @param category why
	 * @param error text for the app server, or {@code null} for an ordinary end
	 */
	void onClosed(ClientConnection client, CloseCategory category, @Nullable String error);

}
