// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * A well-formed stream item that does not fit its stream, instead of a
 * {@link StreamItem}. The stream ends with an error.
 *
 * @param invocationId id of the stream
 * @param cause what did not fit
 */
public record StreamBindingFailure(String invocationId, HubProtocolException cause) implements HubMessage {

}
