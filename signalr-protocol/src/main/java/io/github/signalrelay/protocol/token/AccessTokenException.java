// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.io.Serial;

/**
 * A token that is not accepted. The message may go to the peer: it holds nothing of the
 * token but its audience.
 */
public class AccessTokenException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Reason reason;

	public AccessTokenException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	public AccessTokenException(Reason reason, String message, Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	/**
	 * What is wrong with the token, for counters.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/** What can be wrong with a token. */
	public enum Reason {

		/** Not a signed token at all, or its content is no JSON object. */
		MALFORMED,

		/** Longer than {@value AccessTokenIssuer#MAX_LENGTH} characters. */
		TOO_LONG,

		/** Not signed, or by an algorithm that is not accepted. */
		UNSUPPORTED_ALGORITHM,

		/** Signed by none of the keys. */
		BAD_SIGNATURE,

		/** Without the claim {@code exp}. */
		NO_EXPIRY,

		/** Its time is over. */
		EXPIRED,

		/** Its time has not come, by more than the clock skew. */
		NOT_YET_VALID,

		/** Made for another address. */
		WRONG_AUDIENCE,

		/** Made by an identity provider that is not trusted. */
		UNKNOWN_ISSUER

	}

}
