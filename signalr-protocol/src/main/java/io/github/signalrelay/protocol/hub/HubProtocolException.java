// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.Serial;

/**
 * A message of a peer that breaks the hub protocol or does not fit its hub. The message
 * text is the one that the original shows with detailed errors; it must not reach a
 * client otherwise.
 */
public class HubProtocolException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public HubProtocolException(String message) {
		super(message);
	}

	public HubProtocolException(String message, Throwable cause) {
		super(message, cause);
	}

}
