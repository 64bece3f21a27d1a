// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

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

}
