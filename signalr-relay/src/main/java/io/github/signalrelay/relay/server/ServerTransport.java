// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * What carries the messages of one server connection: a WebSocket, or method calls within
 * the process. All methods may be called from any thread and never block.
 */
public interface ServerTransport {

	/**
	 * Writes a message towards the app server. Messages of one thread keep their order;
	 * flushing is the transport's matter and happens soon. Dropped when closed.
	 * @param message the message
	 */
	void write(ServiceMessage message);

	/**
	 * Whether more can be written without growing the buffer over its mark.
	 * {@link ServerTransportListener#onWritabilityChanged} tells of changes.
	 * @return {@code false} while the app server reads too slowly
	 */
	boolean isWritable();

	/**
	 * Whether so much waits that the limit, over which the connection is cut for all of
	 * its clients, comes near: each client that is still read may add to it. It ends
	 * before {@link #isWritable} becomes {@code true} again.
	 * @return {@code true} from a quarter of the limit on
	 */
	boolean isOverloaded();

	/**
	 * Whether messages of the app server are read. Only a global limit may stop them,
	 * never one slow client.
	 * @param reading {@code false} to stop reading
	 */
	void setReading(boolean reading);

	/**
	 * Ends the transport after what was written. The listener is told. Later calls have
	 * no effect.
	 * @param statusCode WebSocket close code, 1000 for an ordinary end
	 * @param reason text for the peer, cut to what a close frame may carry
	 */
	void close(int statusCode, String reason);

}
