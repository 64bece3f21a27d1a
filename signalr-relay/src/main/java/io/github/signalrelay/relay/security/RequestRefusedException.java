// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request is answered with an error status. The message is the body of the response and
 * may be empty.
 */
public final class RequestRefusedException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	private final @Nullable Duration retryAfter;

	/**
	 * Refuses a request.
	 * @param status HTTP status
	 * @param text body for the peer, may be empty
	 */
	public RequestRefusedException(int status, String text) {
		this(status, text, null);
	}

	/**
	 * Refuses a request that may come again.
	 * @param status HTTP status
	 * @param text body for the peer, may be empty
	 * @param retryAfter when to come again, or {@code null} where that would not help
	 */
	public RequestRefusedException(int status, String text, @Nullable Duration retryAfter) {
		super(text, null, false, false);
		this.status = status;
		this.retryAfter = retryAfter;
	}

	/**
	 * The HTTP status.
	 * @return 400 or more
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Headers of the response.
	 * @return {@code Retry-After} in whole seconds, or nothing
	 */
	public Map<String, String> headers() {
		return (this.retryAfter != null)
				? Map.of("Retry-After", Long.toString(Math.max(1, this.retryAfter.toSeconds()))) : Map.of();
	}

	/**
	 * Body for the peer.
	 * @return the text, may be empty
	 */
	public String text() {
		return String.valueOf(getMessage());
	}

}
