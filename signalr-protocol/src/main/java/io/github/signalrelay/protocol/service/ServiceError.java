// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

/**
 * The service asks the app server to stop writing on this connection. Sent by the
 * service. Type 15.
 *
 * @param errorMessage text of later write failures; an empty one is ignored
 */
public record ServiceError(String errorMessage) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 15;

	@Override
	public int type() {
		return TYPE;
	}

}
