// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A method of a client interface.
 *
 * @param target name on the wire
 * @param style how its result is given
 * @param resultType type of the result that the client is asked for, or {@code null} when
 * nothing is asked
 */
record ClientMethod(String target, Style style, @Nullable ParameterizedTypeReference<Object> resultType) {

	/** How a method gives its result. */
	enum Style {

		/** At once: nothing, or what it has waited for. */
		DIRECT,

		/** By a {@link java.util.concurrent.CompletionStage}. */
		STAGE,

		/** By a {@code Mono}. */
		MONO

	}

}
