// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.result;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.Completion;

/**
 * What one endpoint says about a question to a client: the client's answer, or why there
 * is none, because the client is not connected to that endpoint.
 *
 * @param completion the client's answer, or {@code null}
 * @param error why there is none
 */
record EndpointAnswer(@Nullable Completion completion, String error) {

	static EndpointAnswer of(Completion completion) {
		return new EndpointAnswer(completion, "");
	}

	static EndpointAnswer failure(String error) {
		return new EndpointAnswer(null, error);
	}

	/**
	 * Whether the client has given a result.
	 * @return {@code true} for a result, {@code false} for an error and for "void"
	 */
	boolean isResult() {
		return this.completion != null && this.completion.error() == null && this.completion.hasResult();
	}

	/**
	 * How much the answer says, where several endpoints answer.
	 * @return more for an answer of the client than for that of an endpoint that does not
	 * know it
	 */
	int weight() {
		if (this.completion == null) {
			return 0;
		}
		return (this.completion.error() != null) ? 1 : 2;
	}

}
