// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Answer to a negotiate request, for a web framework to write. It must not be cached.
 *
 * @param status HTTP status
 * @param contentType media type of the body, or {@code null} for an empty body
 * @param body the body, may be empty
 */
public record NegotiateReply(int status, @Nullable String contentType, Payload body) {

	/** The method is not allowed. */
	public static final NegotiateReply METHOD_NOT_ALLOWED = new NegotiateReply(405, null, Payload.EMPTY);

	static NegotiateReply json(Payload body) {
		return new NegotiateReply(200, "application/json", body);
	}

	static NegotiateReply empty(int status) {
		return new NegotiateReply(status, null, Payload.EMPTY);
	}

	static NegotiateReply text(int status, String text) {
		return new NegotiateReply(status, "text/plain;charset=UTF-8", Payload.utf8(text));
	}

}
