// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.server;

import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Receives what an app server sends over a {@link ServerTransport}. Methods of one
 * transport are called one at a time; implementations MUST NOT block.
 */
public interface ServerTransportListener {

	/**
	 * A message of the app server, the service handshake first.
	 * @param message the message
	 */
	void onMessage(ServiceMessage message);

	/**
	 * A message of a type that this relay does not know was skipped.
	 * @param type the number of the type
	 */
	void onUnknownMessage(int type);

	/**
	 * A message could not be read. The transport stays open.
	 * @param problem what was wrong, for the log
	 */
	void onInvalidMessage(String problem);

	/**
	 * {@link ServerTransport#isWritable} changed.
	 * @param writable the new value
	 */
	void onWritabilityChanged(boolean writable);

	/**
	 * The transport has ended. Called exactly once, nothing follows.
	 * @param reason text for the log
	 */
	void onClosed(String reason);

}
