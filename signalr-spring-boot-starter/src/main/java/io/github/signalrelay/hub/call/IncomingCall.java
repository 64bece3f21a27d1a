// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.runtime.ErrorTexts;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * A call of a client, in either mode.
 *
 * @param protocol hub protocol of the client
 * @param headers headers of the client's message
 * @param invocationId id for items and completion, or {@code null} when no answer is
 * wanted
 * @param method the method
 * @param arguments arguments of the client
 * @param streamIds ids of the upload streams
 * @param streaming whether the client expects a stream
 */
record IncomingCall(HubProtocol protocol, Map<String, String> headers, @Nullable String invocationId,
		HubMethodDefinition method, List<@Nullable Object> arguments, List<String> streamIds, boolean streaming) {

	/**
	 * Checks mode and number of streams.
	 * @param texts texts for clients
	 * @return why the call is refused, or {@code null}
	 */
	@Nullable String refusal(ErrorTexts texts) {
		String name = this.method.name();
		if (this.streaming && !this.method.streaming()) {
			return texts.notStreaming(name);
		}
		if (!this.streaming && this.method.streaming()) {
			return texts.notInvocable(name);
		}
		int expected = this.method.uploadTypes().size();
		return (this.streamIds.size() != expected) ? texts.streamCount(name, this.streamIds.size(), expected) : null;
	}

	/**
	 * Whether the call is one of those that run one after another.
	 * @return {@code false} for calls with streams
	 */
	boolean takesSlot() {
		return !this.streaming && this.method.uploadTypes().isEmpty();
	}

	/**
	 * The answer with an error.
	 * @param error text for the client
	 * @return the answer, or {@code null} when none is wanted
	 */
	@Nullable Payload failure(String error) {
		return (this.invocationId != null) ? write(this.invocationId, error, false, null) : null;
	}

	/**
	 * The answer with a result.
	 * @param result the result
	 * @return the answer, or {@code null} when none is wanted
	 */
	@Nullable Payload result(@Nullable Object result) {
		return (this.invocationId != null) ? write(this.invocationId, null, true, this.method.typed(result)) : null;
	}

	/**
	 * The end of a stream.
	 * @param error text for the client, or {@code null}
	 * @return the answer, or {@code null} when none is wanted
	 */
	@Nullable Payload streamEnd(@Nullable String error) {
		return (this.invocationId != null) ? write(this.invocationId, error, false, null) : null;
	}

	private Payload write(String id, @Nullable String error, boolean hasResult, @Nullable Object result) {
		return this.protocol.write(new Completion(Map.of(), id, error, hasResult, result));
	}

}
