// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import org.jspecify.annotations.Nullable;

/**
 * Sentences that clients see, the same as those of ASP.NET Core SignalR. Details follow
 * only for clients whose token allows it.
 */
final class ClientTexts {

	static final String HANDSHAKE_CANCELED = "Handshake was canceled.";

	static final String CLIENT_TIMEOUT = "Client hasn't sent a message/ping within the configured ClientTimeoutInterval.";

	static final String TERMINATED = "Connection terminated while reading a message.";

	private static final String HANDSHAKE_FAILED = "An unexpected error occurred during connection handshake.";

	private static final String CLOSED = "Connection closed with an error.";

	private ClientTexts() {
	}

	static String unknownProtocol(String protocol) {
		return "The protocol '" + protocol + "' is not supported.";
	}

	static String binaryProtocol(String protocol) {
		return "Cannot use the '" + protocol + "' protocol on the current transport."
				+ " The transport does not support 'Binary' transfer format.";
	}

	static String unknownVersion(String protocol, int version) {
		return "The server does not support version " + version + " of the '" + protocol + "' protocol.";
	}

	static String handshakeFailed(@Nullable String detail, boolean detailed) {
		return withDetail(HANDSHAKE_FAILED, "InvalidDataException", detail, detailed);
	}

	static String closed(String exception, @Nullable String detail, boolean detailed) {
		return withDetail(CLOSED, exception, detail, detailed);
	}

	private static String withDetail(String text, String exception, @Nullable String detail, boolean detailed) {
		return (detailed && detail != null) ? text + " " + exception + ": " + detail : text;
	}

}
