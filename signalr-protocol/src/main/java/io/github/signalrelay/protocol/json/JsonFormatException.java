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

	private final String problem;

	public JsonFormatException(String problem) {
		this(problem, null);
	}

	public JsonFormatException(String problem, @Nullable Throwable cause) {
		super(problem, cause);
		this.problem = problem;
	}

	@Override
	public String getMessage() {
		return this.problem;
	}

}
