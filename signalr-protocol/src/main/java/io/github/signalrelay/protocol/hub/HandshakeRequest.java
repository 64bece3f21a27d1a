// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * First message of a client: which hub protocol it will speak (hub protocol reference,
 * section 2).
 *
 * @param protocol name of the hub protocol as the client wrote it; compared without
 * regard to case
 * @param version version of the hub protocol; every number up to
 * {@link HubProtocol#VERSION} is accepted, also 0 and negative ones
 */
public record HandshakeRequest(String protocol, int version) {

}
