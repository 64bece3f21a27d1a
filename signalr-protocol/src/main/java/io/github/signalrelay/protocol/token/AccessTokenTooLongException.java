// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.io.Serial;

/**
 * The claims make a token longer than peers accept. Negotiation answers with status 413
 * and this message.
 */
public class AccessTokenTooLongException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public AccessTokenTooLongException() {
		super("AccessToken must not be longer than 4K.");
	}

}
