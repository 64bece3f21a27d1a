// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * What a kind of server wants to hear from its clients. What each means on the wire, and
 * which commands the servers have to know, stands in {@code docs/performance.md}.
 */
public enum Dialect {

	/** SignalR with the JSON hub protocol. */
	SIGNALR_JSON,

	/** SignalR with the MessagePack hub protocol. */
	SIGNALR_MESSAGEPACK,

	/**
	 * Text messages over WebSocket whose first character is the command: {@code e} comes
	 * back to its sender, {@code b} goes to all; the message comes back as it was sent.
	 */
	PLAIN,

	/** As {@link #PLAIN}, without an upgrade: WebSocket frames from the first byte on. */
	FRAMES,

	/**
	 * Socket.IO 5 on Engine.IO 4, WebSocket only: events {@code echo} and
	 * {@code broadcast}.
	 */
	SOCKET_IO,

	/**
	 * STOMP 1.2 over WebSocket: sends to {@code /topic/all} reach all, sends to
	 * {@code /app/echo} come back on {@code /user/queue/echo}.
	 */
	STOMP

}
