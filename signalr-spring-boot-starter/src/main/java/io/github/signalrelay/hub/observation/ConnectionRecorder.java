// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Is told of clients that come and go. Called by any thread, and must not block.
 */
@FunctionalInterface
public interface ConnectionRecorder {

	/** Records nothing. */
	ConnectionRecorder NONE = (hub) -> (error) -> {
	};

	/**
	 * A client has connected: its handshake is done, and the connect callback has let it
	 * in.
	 * @param hub name of the hub
	 * @return told once when the connection has ended, of the error if there was one
	 */
	Consumer<@Nullable Throwable> connected(String hub);

}
