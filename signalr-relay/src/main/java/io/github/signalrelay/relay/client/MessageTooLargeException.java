// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.io.Serial;

/**
 * A client sent a hub message over the limit.
 */
final class MessageTooLargeException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	MessageTooLargeException(int maximum) {
		// Text of ASP.NET Core SignalR
		super("The maximum message size of " + maximum + "B was exceeded. "
				+ "The message size can be configured in AddHubOptions.", null, false, false);
	}

}
