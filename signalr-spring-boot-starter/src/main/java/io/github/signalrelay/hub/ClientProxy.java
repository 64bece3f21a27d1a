// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls methods of clients by name.
 */
public interface ClientProxy {

	/**
	 * Calls a method of the chosen clients without waiting for them. The message is sent
	 * by this call, whether or not somebody looks at what it returns. An array of another
	 * type than {@code Object[]} is one argument.
	 * @param method name of the method; some clients compare it exactly
	 * @param arguments arguments, anything that the application's JSON mapper can write
	 * @return completes when the message was handed to the service connections, which
	 * says nothing about delivery; fails with {@link java.io.IOException} when none is
	 * connected
	 * @throws IllegalArgumentException if the name is empty or an argument cannot be
	 * serialized
	 */
	CompletionStage<Void> send(String method, @Nullable Object... arguments);

	/**
	 * Asks one client for a result: only what {@link HubClients#client} and
	 * {@link HubCallerClients#caller} return can do that. The message is sent by this
	 * call. Not possible in {@link OnConnected}, since the client's messages are read
	 * only after it.
	 * <p>
	 * While a hub method waits, further calls of its client may run. What depends on the
	 * result runs on the thread that brings it and MUST NOT block.
	 * @param method name of the client's method
	 * @param resultType type of the result
	 * @param arguments arguments
	 * @param <T> type of the result
	 * @return completes with the client's result; fails with {@link HubException} for an
	 * error of the client, a result of another type, or no answer within
	 * {@link HubOptions#clientResultTimeout()}, and with {@link java.io.IOException} when
	 * the client does not exist or goes. It can be cancelled or given a time-out of its
	 * own; the client is not told, and its answer is ignored then
	 * @throws IllegalStateException if this is not a single client
	 * @throws IllegalArgumentException if the name is empty or an argument cannot be
	 * serialized
	 */
	default <T> CompletableFuture<T> invoke(String method, Class<T> resultType, @Nullable Object... arguments) {
		return invoke(method, ParameterizedTypeReference.forType(resultType), arguments);
	}

	/**
	 * Asks one client for a result of a generic type; see
	 * {@link #invoke(String, Class, Object...)}.
	 * @param method name of the client's method
	 * @param resultType type of the result
	 * @param arguments arguments
	 * @param <T> type of the result
	 * @return completes with the client's result
	 */
	default <T> CompletableFuture<T> invoke(String method, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments) {
		throw new IllegalStateException("InvokeAsync only works with Single clients.");
	}

}
