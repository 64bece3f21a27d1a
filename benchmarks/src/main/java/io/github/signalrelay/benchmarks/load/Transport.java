// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * How clients are connected. Dialects other than SignalR know {@link #WEB_SOCKETS} only.
 */
public enum Transport {

	/** WebSockets. */
	WEB_SOCKETS,

	/** Server-sent events, with a request for each message to the server. */
	SERVER_SENT_EVENTS,

	/** Long polling. */
	LONG_POLLING

}
