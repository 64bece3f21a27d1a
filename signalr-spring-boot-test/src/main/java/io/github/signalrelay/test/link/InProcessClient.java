// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * A client's end of a connection within the process. Any thread may use it.
 */
public interface InProcessClient {

	/**
	 * Id of the connection, as hubs see it.
	 * @return the id
	 */
	String connectionId();

	/**
	 * User that the token of the client names.
	 * @return the user id, or {@code null}
	 */
	@Nullable String userId();

	/**
	 * Sends bytes, in the order of the calls. Dropped when the connection has ended.
	 * @param data whole hub messages
	 * @param taken called on the event loop once the relay has read them, which it may
	 * put off
	 */
	void send(Payload data, Runnable taken);

	/**
	 * Waits until all has been received that hubs had sent before this call. At once when
	 * called on the event loop.
	 */
	void awaitDelivery();

	/**
	 * Ends the connection.
	 * @param orderly {@code true} like a client that says goodbye, {@code false} like one
	 * whose network failed
	 */
	void close(boolean orderly);

}
