// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.io.Serial;

/**
 * A negotiate response that cannot be understood. The cause tells what is wrong with it.
 */
public class NegotiateException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public NegotiateException(String message, Throwable cause) {
		super(message, cause);
	}

}
