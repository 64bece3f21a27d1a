// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.json;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A text that is not the JSON it should be. The message is the one the original shows
 * with detailed errors.
 */
public class JsonFormatException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public JsonFormatException(String message) {
		super(message, null);
	}

	public JsonFormatException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
