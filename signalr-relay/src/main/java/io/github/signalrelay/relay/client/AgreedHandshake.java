// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import io.github.signalrelay.protocol.Payload;

/**
 * What a client's handshake has settled.
 *
 * @param protocol name of the hub protocol as the client wrote it
 * @param hubProtocol the hub protocol
 * @param request the request as app servers are to see it, separator included
 */
record AgreedHandshake(String protocol, ClientHubProtocol hubProtocol, Payload request) {

}
