// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * Stops and restarts the output of a client, or takes a server connection out of use.
 * Sent by both sides. Type 39.
 *
 * @param connectionId id of the client connection, or the {@code cid} of the server
 * connection
 * @param connectionType what the id names
 * @param operation what to do
 */
public record ConnectionFlowControl(String connectionId, FlowControlTarget connectionType,
		FlowControlOperation operation) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 39;

	@Override
	public int type() {
		return TYPE;
	}

}
