// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

/**
 * Keep-alive, or a note in key and value pairs (service protocol reference, 3.6). Sent by
 * both sides. Type 3.
 *
 * @param messages keys and values in turn; empty for a plain keep-alive
 */
public record Ping(List<String> messages) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 3;

	public Ping {
		messages = List.copyOf(messages);
	}

	@Override
	public int type() {
		return TYPE;
	}

}
