// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

/**
 * Why a client connection ended, as operators count it. Each constant is the value of one
 * metric tag.
 */
public enum CloseCategory {

	/** The client closed, or its transport ended. */
	CLIENT_CLOSED,

	/** The app server ended the client. */
	CLOSED_BY_APP_SERVER,

	/** An operator or app server asked the relay to close the connection. */
	CLOSED_BY_REQUEST,

	/** No app server was there when the client came. */
	NO_APP_SERVER,

	/** The token of the client names claims that the relay does not have. */
	CLAIMS_MISSING,

	/** The app server, or the server connection, that served the client was lost. */
	APP_SERVER_LOST,

	/** The app server stopped, and the client could not be moved to another one. */
	APP_SERVER_STOPPED,

	/** The client did not finish its handshake in time. */
	HANDSHAKE_TIMEOUT,

	/** The client's handshake was refused or could not be read. */
	HANDSHAKE_FAILED,

	/** Nothing came from the client for too long, or it did not poll in time. */
	CLIENT_TIMEOUT,

	/** The client broke the WebSocket or hub protocol. */
	PROTOCOL_ERROR,

	/** The client sent a message over the limit. */
	MESSAGE_TOO_LARGE,

	/** More bytes waited for the client than it may leave unread. */
	SLOW_CLIENT,

	/** The client lost its WebSocket and did not come back in time. */
	NOT_RECONNECTED,

	/**
	 * While the client was away, more was sent to it than is kept for its return.
	 */
	RECONNECT_BUFFER_FULL,

	/** The client's token has expired. */
	TOKEN_EXPIRED,

	/** The relay is shutting down. */
	RELAY_SHUTDOWN,

	/** A fault of the relay itself. */
	INTERNAL_ERROR

}
