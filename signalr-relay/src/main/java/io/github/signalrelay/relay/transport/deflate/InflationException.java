// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.io.Serial;

/**
 * A peer's messages become far more than it has sent, time and again.
 */
public final class InflationException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	InflationException() {
		super("Messages decompress to far more than was sent", null, false, false);
	}

}
