// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import org.jspecify.annotations.Nullable;

/**
 * A well-formed invocation that does not fit the hub, instead of an {@link Invocation} or
 * {@link StreamInvocation}. The connection stays open.
 *
 * @param invocationId id for the error completion, or {@code null} when no answer is
 * wanted
 * @param target name of the method, as the client wrote it
 * @param cause what did not fit
 */
public record InvocationBindingFailure(@Nullable String invocationId, String target,
		HubProtocolException cause) implements HubMessage {

}
