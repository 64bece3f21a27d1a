// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.io.Serial;

import io.github.signalrelay.protocol.hub.HubProtocolException;

/**
 * A client sent more bytes than one message may have. The text is the original's.
 */
public final class OversizedMessageException extends HubProtocolException {

	@Serial
	private static final long serialVersionUID = 1L;

	OversizedMessageException(int limit) {
		super("The maximum message size of " + limit
				+ "B was exceeded. The message size can be configured in AddHubOptions.");
	}

}
