// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * An app server's end of one service connection after its handshake: a WebSocket to a
 * relay, or a method call into the relay of the same process. What comes from the service
 * arrives at the {@link ServiceLinkListener} that was given when it was opened.
 * <p>
 * All methods may be called from any thread and never block.
 */
public interface ServiceLink {

	/**
	 * Id of this service connection, the {@code cid} of its URL. Every attempt to connect
	 * has a new one.
	 * @return the id
	 */
	String id();

	/**
	 * Hands a message to the service. Messages that one thread sends keep their order. A
	 * message sent on a closed link is dropped; the listener has been told of the end.
	 * @param message the message
	 */
	void send(ServiceMessage message);

	/**
	 * Whether the link takes more without growing its buffer over its mark. A sender that
	 * can wait should; {@link ServiceLinkListener#onWritable} tells when to go on.
	 * @return {@code false} while too much waits to be written
	 */
	boolean isWritable();

	/**
	 * Asks to be spared of further input of one client, because its hub is full. What is
	 * under way still arrives. Without effect for an unknown client.
	 * @param connectionId id of the client connection
	 */
	void pauseInput(String connectionId);

	/**
	 * Takes back {@link #pauseInput}.
	 * @param connectionId id of the client connection
	 */
	void resumeInput(String connectionId);

	/**
	 * Ends the service connection. The listener is told. Later calls have no effect.
	 */
	void close();

}
