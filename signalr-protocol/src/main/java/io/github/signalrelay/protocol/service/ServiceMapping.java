// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * Tells the caller of a {@link ClientInvocation} which service instance owns the client.
 * Sent by the service. Type 37.
 *
 * @param invocationId id of the invocation, also the one inside the hub message
 * @param connectionId id of the client connection
 * @param instanceId instance that owns the client
 */
public record ServiceMapping(String invocationId, String connectionId, String instanceId) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 37;

	@Override
	public int type() {
		return TYPE;
	}

}
