// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.io.Serial;

/**
 * A request is answered with an error status. The message is the body of the response and
 * may be empty.
 */
public final class RequestRefusedException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	/**
	 * Refuses a request.
	 * @param status HTTP status
	 * @param text body for the peer, may be empty
	 */
	public RequestRefusedException(int status, String text) {
		super(text, null, false, false);
		this.status = status;
	}

	/**
	 * The HTTP status.
	 * @return 400 or more
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Body for the peer.
	 * @return the text, may be empty
	 */
	public String text() {
		return String.valueOf(getMessage());
	}

}
