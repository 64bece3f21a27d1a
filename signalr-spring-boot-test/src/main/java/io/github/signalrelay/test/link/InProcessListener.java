// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.link;

import java.nio.ByteBuffer;

/**
 * Receives what the relay sends to an {@link InProcessClient}. Called on the event loop
 * of the client; MUST NOT block.
 */
public interface InProcessListener {

	/**
	 * One unit of the relay.
	 * @param data the handshake response, or one or more whole hub messages
	 */
	void onData(ByteBuffer data);

	/**
	 * The connection has ended, from whichever side. Called exactly once.
	 */
	void onClosed();

}
